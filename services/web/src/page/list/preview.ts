import type { Conversation } from '@parley/client'
import type { UserId } from '@parley/domain'
import { channelTypes } from '@parley/domain/permissions'

/** The last message of a conversation in one line. */
export const previewOf = ({ channel, lastMessage }: Conversation, me: UserId | null): string => {
  if (lastMessage === null) return channel.archived ? 'Archived' : channel.description || 'Nothing said yet'
  const { senderId, body } = lastMessage
  const who = senderId === me ? 'You' : senderId
  if (body === null) return `${who} deleted a message`
  const text = body.text.replaceAll(/\s+/g, ' ')
  if (body.kind === 'action') return `* ${senderId} ${text}`
  return channelTypes[channel.channelType].naming === 'members' && senderId !== me ? text : `${who}: ${text}`
}
