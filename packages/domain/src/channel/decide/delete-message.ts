import * as E from 'fp-ts/lib/Either.js'
import type { DeleteMessage } from '../../commands/delete-message.ts'
import { isAtLeast } from '../../roles.ts'
import { type Decision, factsOf, makes, messageFactsOf, nothing, rejects } from '../decision.ts'
import { enterToChange } from '../entry.ts'
import { isDone, messageOf } from '../look-up.ts'
import type { ChannelRows } from '../rows.ts'

/** MSG-8, MSG-9: a sender takes their message back, a moderator or above removes anybody's. */
export const deleteMessage = (command: DeleteMessage, rows: ChannelRows): Decision => {
  if (isDone(rows, command)) return nothing
  const entry = enterToChange(rows, command.by)
  if (E.isLeft(entry)) return entry
  const { channel, role } = entry.right
  const { messageId } = command
  const message = messageOf(rows, messageId)
  if (message === undefined) return rejects({ _tag: 'MessageNotFound', messageId })
  if (message.senderId !== command.by) {
    if (channel.channelType === 'conversation') return rejects({ _tag: 'NotTheSender', messageId })
    if (!isAtLeast(role, 'moderator')) return rejects({ _tag: 'RoleTooLow', needs: 'moderator' })
  }
  if (message.deleted) return nothing
  return makes({ type: 'MessageDeleted', ...factsOf(command), ...messageFactsOf(messageId, message) })
}
