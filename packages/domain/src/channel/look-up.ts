import type { CommandId, FeedId, MessageId, UserId } from '../ids.ts'
import type { Segment } from '../numbers.ts'
import type { ReactionName } from '../reaction-name.ts'
import { rowOf } from '../rows.ts'
import {
  type ChannelKey,
  type ChannelRow,
  type ChannelRows,
  type ChannelStateRow,
  doneKey,
  type MemberRow,
  type ReactionsRow,
  memberKey,
  type MessageRow,
  messageKey,
  reactionKey,
  reactionsKey,
} from './rows.ts'

// All look-ups throw where the key was not read, or holds a row of another kind: both are mistakes of ours.
const mistaken = (key: ChannelKey, row: ChannelStateRow): Error =>
  new Error(`at ${JSON.stringify(key)} stands a row of kind ${row.kind}`)

/** The channel, if there is one. */
export const channelOf = (rows: ChannelRows): ChannelRow | undefined => {
  const row = rowOf(rows, 'channel')
  if (row === undefined || row.kind === 'channel') return row
  throw mistaken('channel', row)
}

/** The membership of a person, if there is one. */
export const memberOf = (rows: ChannelRows, userId: UserId): MemberRow | undefined => {
  const key = memberKey(userId)
  const row = rowOf(rows, key)
  if (row === undefined || row.kind === 'member') return row
  throw mistaken(key, row)
}

/** A message, deleted or not, if there ever was one. */
export const messageOf = (rows: ChannelRows, messageId: MessageId): MessageRow | undefined => {
  const key = messageKey(messageId)
  const row = rowOf(rows, key)
  if (row === undefined || row.kind === 'message') return row
  throw mistaken(key, row)
}

/** Whether a person's reaction of this name stands. */
export const isReaction = (
  rows: ChannelRows,
  messageId: MessageId,
  name: ReactionName,
  userId: UserId,
): boolean => rowOf(rows, reactionKey(messageId, name, userId)) !== undefined

/** The reactions that stand on a message, if there are any. */
export const reactionsOf = (rows: ChannelRows, messageId: MessageId): ReactionsRow | undefined => {
  const key = reactionsKey(messageId)
  const row = rowOf(rows, key)
  if (row === undefined || row.kind === 'reactions') return row
  throw mistaken(key, row)
}

/** Whether this command of this person made its events before. */
export const isDone = (
  rows: ChannelRows,
  command: { readonly commandId: CommandId; readonly by: UserId },
): boolean => rowOf(rows, doneKey(command.commandId, command.by)) !== undefined

/** The last segment of a feed; `undefined` where the channel has no such feed. */
export const lastSegmentOf = (channel: ChannelRow, feedId: FeedId): Segment | undefined =>
  // A feed may be called `constructor`, which every object seems to have.
  Object.hasOwn(channel.lastSegments, feedId) ? channel.lastSegments[feedId] : undefined
