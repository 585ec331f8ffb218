import * as E from 'fp-ts/lib/Either.js'
import { enter } from '../channel/entry.ts'
import { channelKey } from '../channel/rows.ts'
import type { CommandOf } from '../kit/command.ts'
import { makes, nothing, rejects } from '../kit/decision.ts'
import type { Rows } from '../kit/row.ts'
import { memberKey } from '../membership/rows.ts'
import { messageFactsOf } from '../messages/message-facts.ts'
import { messageKey, messageOf, type MessageRow } from '../messages/rows.ts'
import type { Rejection } from '../rejections.ts'
import { addsNobody, channelCommand } from '../streams/channel-command.ts'
import { type ChannelFacts, factsOf } from '../streams/channel-stream.ts'
import { doneKey, isDone } from '../streams/done-rows.ts'
import { MessageId, type UserId } from '../values/ids.ts'
import { maxReactionNames, maxReactions } from './bounds.ts'
import type { ReactionAdded, ReactionRemoved } from './events.ts'
import { reactionAsSeen, type ReactionName, SeenReactionName } from './reaction-name.ts'
import { isReaction, reactionKey, reactionsKey, reactionsOf } from './rows.ts'

interface Reacts extends ChannelFacts {
  readonly messageId: MessageId
  readonly name: ReactionName
}

const keysOf = ({ by, commandId, messageId, name }: Reacts) => [
  channelKey,
  memberKey(by),
  doneKey(commandId, by),
  messageKey(messageId),
  reactionKey(messageId, name, by),
]

/** REACT-1 to REACT-4: both commands ask the same of the message, and differ in which reaction is nothing to do. */
const messageToReactTo = (command: Reacts, rows: Rows): E.Either<Rejection, MessageRow> => {
  const entry = enter(rows, command, 'react')
  if (E.isLeft(entry)) return entry
  const { messageId } = command
  const message = messageOf(rows, messageId)
  if (message === undefined) return rejects({ _tag: 'MessageNotFound', messageId })
  return message.deleted ? rejects({ _tag: 'MessageIsDeleted', messageId }) : E.right(message)
}

/** REACT-11: what keeps one more reaction of this name from a message; undefined where there is room. */
const tooMany = (rows: Rows, messageId: MessageId, name: ReactionName) => {
  const byName = reactionsOf(rows, messageId)?.byName ?? new Map<ReactionName, ReadonlySet<UserId>>()
  if (!byName.has(name) && byName.size >= maxReactionNames)
    return rejects({ _tag: 'TooManyReactions', of: 'names', most: maxReactionNames })
  let made = 0
  for (const people of byName.values()) made += people.size
  return made < maxReactions
    ? undefined
    : rejects({ _tag: 'TooManyReactions', of: 'reactions', most: maxReactions })
}

/** React to a message. */
export const AddReaction = channelCommand(
  'AddReaction',
  { messageId: MessageId, name: SeenReactionName },
  {
    reads: (command) => [...keysOf(command), reactionsKey(command.messageId)],
    decide: (command, rows) => {
      if (isDone(rows, command)) return nothing
      const message = messageToReactTo(command, rows)
      if (E.isLeft(message)) return message
      const { messageId } = command
      const name = reactionAsSeen(command.name)
      if (isReaction(rows, messageId, name, command.by)) return nothing
      return (
        tooMany(rows, messageId, name) ??
        makes<ReactionAdded>({
          type: 'ReactionAdded',
          ...factsOf(command),
          ...messageFactsOf(messageId, message.right),
          name,
        })
      )
    },
    adds: addsNobody,
  },
)
export type AddReaction = CommandOf<typeof AddReaction>

/** Take one's own reaction back. */
export const RemoveReaction = channelCommand(
  'RemoveReaction',
  { messageId: MessageId, name: SeenReactionName },
  {
    reads: keysOf,
    decide: (command, rows) => {
      if (isDone(rows, command)) return nothing
      const message = messageToReactTo(command, rows)
      if (E.isLeft(message)) return message
      const { messageId, name } = command
      if (!isReaction(rows, messageId, name, command.by)) return nothing
      return makes<ReactionRemoved>({
        type: 'ReactionRemoved',
        ...factsOf(command),
        ...messageFactsOf(messageId, message.right),
        name: reactionAsSeen(name),
      })
    },
    adds: addsNobody,
  },
)
export type RemoveReaction = CommandOf<typeof RemoveReaction>
