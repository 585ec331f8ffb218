import type { Conversation } from '@parley/client'
import type { UserId } from '@parley/domain'
import type { BodyPreview } from '@parley/contract'
import { kindWords } from '../message/kind-words.ts'
import { channelTypes } from '@parley/domain/permissions'

/** What is not in words is called by its kind, before the words that it has. */
const wordsOf = ({ of, text }: BodyPreview): string => {
  if (of === undefined) return text
  const kind = Object.entries(kindWords).find(([one]) => one === of)?.[1] ?? 'Message'
  return text === '' ? kind : `${kind}: ${text}`
}

/** The last message of a conversation in one line, by what its sender is called. */
export const previewOf = (
  { channel, lastMessage }: Conversation,
  me: UserId | null,
  sender: string,
): string => {
  if (lastMessage === null) return channel.archived ? 'Archived' : channel.description || 'Nothing said yet'
  const { senderId, body } = lastMessage
  const who = senderId === me ? 'You' : sender
  if (body === null) return `${who} deleted a message`
  const text = wordsOf(body).replaceAll(/\s+/g, ' ')
  if (body.kind === 'action') return `* ${sender} ${text}`
  return channelTypes[channel.channelType].naming === 'members' && senderId !== me ? text : `${who}: ${text}`
}
