import * as E from 'fp-ts/lib/Either.js'
import * as t from 'io-ts'
import type { CommandOf } from '../kit/command.ts'
import { makes, nothing, rejects } from '../kit/decision.ts'
import type { RowKey, Rows } from '../kit/row.ts'
import { type AboutMessage, messageThatStands, readsOfMessage } from '../messages/about-message.ts'
import { messageFactsOf } from '../messages/message-facts.ts'
import { enterToSpeak, readsOfSpeaking } from '../moderation/speaking.ts'
import { addsNobody, channelCommand } from '../streams/channel-command.ts'
import { factsOf } from '../streams/channel-stream.ts'
import { isDone } from '../streams/done-rows.ts'
import { MessageId, type UserId } from '../values/ids.ts'
import { maxReactionNames, maxReactions } from './bounds.ts'
import type { ReactionAdded, ReactionRemoved } from './events.ts'
import { reactionAsSeen, type ReactionName, SeenReactionName } from './reaction-name.ts'
import { isReaction, reactionKey, reactionsKey, reactionsOf } from './rows.ts'

interface Reacts extends AboutMessage {
  readonly name: ReactionName
}

const keysOf = (command: Reacts): ReadonlyArray<RowKey> => [
  ...readsOfMessage(command),
  reactionKey(command.messageId, command.name, command.by),
]

/** As many reactions, or as many names of them, stand on the message as may. */
export const TooManyReactions = t.strict(
  {
    _tag: t.literal('TooManyReactions'),
    of: t.union([t.literal('names'), t.literal('reactions')]),
    most: t.number,
  },
  'TooManyReactions',
)
export type TooManyReactions = t.TypeOf<typeof TooManyReactions>

/** REACT-11: what keeps one more reaction of this name from a message; undefined where there is room. */
const tooMany = (rows: Rows, messageId: MessageId, name: ReactionName) => {
  const byName = reactionsOf(rows, messageId)?.byName ?? new Map<ReactionName, ReadonlySet<UserId>>()
  if (!byName.has(name) && byName.size >= maxReactionNames)
    return rejects<TooManyReactions>({ _tag: 'TooManyReactions', of: 'names', most: maxReactionNames })
  let made = 0
  for (const people of byName.values()) made += people.size
  return made < maxReactions
    ? undefined
    : rejects<TooManyReactions>({ _tag: 'TooManyReactions', of: 'reactions', most: maxReactions })
}

/** REACT-1 to REACT-4, MUTE-2: react to a message. */
export const AddReaction = channelCommand(
  'AddReaction',
  { messageId: MessageId, name: SeenReactionName },
  {
    reads: (command) => [...keysOf(command), ...readsOfSpeaking(command.by), reactionsKey(command.messageId)],
    decide: (command, rows) => {
      if (isDone(rows, command)) return nothing
      const message = messageThatStands(rows, command, 'react', enterToSpeak)
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

/** REACT-3, REACT-4: take one's own reaction back. */
export const RemoveReaction = channelCommand(
  'RemoveReaction',
  { messageId: MessageId, name: SeenReactionName },
  {
    reads: keysOf,
    decide: (command, rows) => {
      if (isDone(rows, command)) return nothing
      const message = messageThatStands(rows, command, 'react')
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
