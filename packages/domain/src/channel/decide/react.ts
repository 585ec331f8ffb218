import * as E from 'fp-ts/lib/Either.js'
import type { AddReaction } from '../../commands/add-reaction.ts'
import type { RemoveReaction } from '../../commands/remove-reaction.ts'
import { type Decision, factsOf, makes, messageFactsOf, nothing, rejects } from '../decision.ts'
import { enterToChange } from '../entry.ts'
import { isDone, isReaction, messageOf } from '../look-up.ts'
import { reactionAsSeen } from '../../reaction-name.ts'
import type { ChannelRows } from '../rows.ts'

/** REACT-1 to REACT-4: both commands ask the same of the message, and differ in which reaction is nothing to do. */
export const react = (command: AddReaction | RemoveReaction, rows: ChannelRows): Decision => {
  if (isDone(rows, command)) return nothing
  const entry = enterToChange(rows, command.by)
  if (E.isLeft(entry)) return entry
  const { messageId, name } = command
  const message = messageOf(rows, messageId)
  if (message === undefined) return rejects({ _tag: 'MessageNotFound', messageId })
  if (message.deleted) return rejects({ _tag: 'MessageIsDeleted', messageId })
  const adds = command.type === 'AddReaction'
  if (isReaction(rows, messageId, name, command.by) === adds) return nothing
  return makes({
    type: adds ? 'ReactionAdded' : 'ReactionRemoved',
    ...factsOf(command),
    ...messageFactsOf(messageId, message),
    name: reactionAsSeen(name),
  })
}
