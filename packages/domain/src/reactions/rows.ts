import { type RowKind, rowAt, rowKind, type Rows } from '../kit/row.ts'
import type { MessageId, UserId } from '../values/ids.ts'
import { reactionAsSeen, type ReactionName } from './reaction-name.ts'

/** A reaction that stands. */
export interface ReactionRow {
  readonly kind: 'reaction'
}

/** All reactions that stand on one message: who reacted, by name. A message without any has no such row. */
export interface ReactionsRow {
  readonly kind: 'reactions'
  readonly byName: ReadonlyMap<ReactionName, ReadonlySet<UserId>>
}

export const reactionRows: RowKind<ReactionRow, [messageId: MessageId, name: ReactionName, userId: UserId]> =
  rowKind('channel', 'reaction', 3)
export const reactionsRows: RowKind<ReactionsRow, [messageId: MessageId]> = rowKind('channel', 'reactions', 1)

/** The key of one person's reaction to a message, by its name in whichever spelling. */
export const reactionKey = (messageId: MessageId, name: ReactionName, userId: UserId) =>
  reactionRows.key(messageId, reactionAsSeen(name), userId)
/** The key of all reactions to a message. */
export const reactionsKey = (messageId: MessageId) => reactionsRows.key(messageId)

/** Whether a person's reaction of this name stands. */
export const isReaction = (rows: Rows, messageId: MessageId, name: ReactionName, userId: UserId): boolean =>
  rowAt(rows, reactionKey(messageId, name, userId)) !== undefined

/** The reactions that stand on a message, if there are any. */
export const reactionsOf = (rows: Rows, messageId: MessageId): ReactionsRow | undefined =>
  rowAt(rows, reactionsKey(messageId))
