import type { ClientState, ShownMessage } from '@parley/client'
import type { ChannelId, MessageId } from '@parley/domain'
import { isInWords } from '../text/body.ts'

/** The last message of one's own that stands in a channel, or in a thread of it. */
export const ownLast = (
  state: ClientState,
  channelId: ChannelId,
  parentId: MessageId | null,
): ShownMessage | undefined => {
  const timeline = state.timelines.get(channelId)
  const messages = parentId === null ? timeline?.messages : timeline?.threads.get(parentId)?.replies
  return messages?.findLast(
    ({ senderId, body }) => senderId === state.me?.userId && body !== null && isInWords(body),
  )
}
