import * as E from 'fp-ts/lib/Either.js'
import { sameBody } from '../../body.ts'
import type { EditMessage } from '../../commands/edit-message.ts'
import { type Decision, factsOf, makes, messageFactsOf, nothing, rejects } from '../decision.ts'
import { enterToChange } from '../entry.ts'
import { isDone, messageOf } from '../look-up.ts'
import type { ChannelRows } from '../rows.ts'

/** MSG-7: a sender writes their message anew. */
export const editMessage = (command: EditMessage, rows: ChannelRows): Decision => {
  if (isDone(rows, command)) return nothing
  const entry = enterToChange(rows, command.by)
  if (E.isLeft(entry)) return entry
  const { messageId, body } = command
  const message = messageOf(rows, messageId)
  if (message === undefined) return rejects({ _tag: 'MessageNotFound', messageId })
  if (message.senderId !== command.by) return rejects({ _tag: 'NotTheSender', messageId })
  if (message.deleted) return rejects({ _tag: 'MessageIsDeleted', messageId })
  if (message.body !== null && sameBody(message.body, body)) return nothing
  return makes({ type: 'MessageEdited', ...factsOf(command), ...messageFactsOf(messageId, message), body })
}
