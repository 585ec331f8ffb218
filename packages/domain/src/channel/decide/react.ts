import * as E from 'fp-ts/lib/Either.js'
import { maxReactionNames, maxReactions } from '../../bounds.ts'
import type { AddReaction } from '../../commands/add-reaction.ts'
import type { RemoveReaction } from '../../commands/remove-reaction.ts'
import { type Decision, factsOf, makes, messageFactsOf, nothing, rejects } from '../decision.ts'
import { enterToChange } from '../entry.ts'
import { isDone, isReaction, messageOf, reactionsOf } from '../look-up.ts'
import type { MessageId, UserId } from '../../ids.ts'
import { reactionAsSeen, type ReactionName } from '../../reaction-name.ts'
import type { Rejection } from '../../rejections/rejection.ts'
import type { ChannelRows } from '../rows.ts'

/** REACT-1 to REACT-4, REACT-11: both commands ask the same of the message, and differ in which reaction is nothing to do. */
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
  const excess = adds ? tooMany(rows, messageId, reactionAsSeen(name)) : undefined
  if (excess !== undefined) return rejects(excess)
  return makes({
    type: adds ? 'ReactionAdded' : 'ReactionRemoved',
    ...factsOf(command),
    ...messageFactsOf(messageId, message),
    name: reactionAsSeen(name),
  })
}

/** REACT-11: what keeps one more reaction of this name from a message; undefined where there is room. */
const tooMany = (rows: ChannelRows, messageId: MessageId, name: ReactionName): Rejection | undefined => {
  const byName = reactionsOf(rows, messageId)?.byName ?? new Map<ReactionName, ReadonlySet<UserId>>()
  if (!byName.has(name) && byName.size >= maxReactionNames)
    return { _tag: 'TooManyReactions', of: 'names', most: maxReactionNames }
  let standing = 0
  for (const people of byName.values()) standing += people.size
  return standing < maxReactions
    ? undefined
    : { _tag: 'TooManyReactions', of: 'reactions', most: maxReactions }
}
