import { isAtLeast, type UserId } from '@parley/domain'
import type { MessageProps } from './message-props.ts'

/** What somebody may do with a message, by the rules that the server will judge by. */
export interface May {
  readonly react: boolean
  readonly reply: boolean
  readonly edit: boolean
  readonly remove: boolean
}

/** Whether somebody in this role writes in a channel of this type, while it is not archived. */
export const mayWrite = ({ channelType, role }: Pick<MessageProps, 'channelType' | 'role'>): boolean =>
  channelType !== 'broadcast' || isAtLeast(role, 'moderator')

export const mayOf = (
  { message, role, channelType, archived, inThread = false }: MessageProps,
  me: UserId | null,
): May => {
  const stands = message.body !== null && !archived
  const own = message.senderId === me
  const moderates = channelType !== 'conversation' && isAtLeast(role, 'moderator')
  const writes = mayWrite({ channelType, role })
  return {
    react: stands,
    // A thread that is there can be read whoever may write in it.
    reply: message.parentId === null && !inThread && ((stands && writes) || message.replyCount > 0),
    edit: stands && own,
    remove: stands && (own || moderates),
  }
}
