import type { ChannelType } from '../channel-facts.ts'
import type { CommandId, FeedId, MessageId, UserId } from '../ids.ts'
import type { Segment } from '../numbers.ts'
import { reactionAsSeen, type ReactionName } from '../reaction-name.ts'
import type { Role } from '../roles.ts'
import type { Body } from '../body.ts'
import type { Rows } from '../decider.ts'

/** What decisions need to know of the channel itself. */
export interface ChannelRow {
  readonly kind: 'channel'
  readonly channelType: ChannelType
  readonly name: string | null
  readonly description: string
  readonly archived: boolean
  /** The last segment of each feed; a feed that is not there does not exist. */
  readonly lastSegments: Readonly<Record<FeedId, Segment>>
  readonly owners: number
  readonly members: number
}

/** A membership that stands. */
export interface MemberRow {
  readonly kind: 'member'
  readonly role: Role
}

/** A message, deleted ones too. */
export interface MessageRow {
  readonly kind: 'message'
  readonly senderId: UserId
  readonly feedId: FeedId
  readonly segment: Segment
  readonly parentId: MessageId | null
  /** Null once deleted. */
  readonly body: Body | null
  readonly deleted: boolean
}

/** A reaction that stands. */
export interface ReactionRow {
  readonly kind: 'reaction'
}

/** All reactions that stand on one message: who reacted, by name. A message without any has no such row. */
export interface ReactionsRow {
  readonly kind: 'reactions'
  readonly byName: ReadonlyMap<ReactionName, ReadonlySet<UserId>>
}

/**
 * A command of the stream that made events, by its author's name for it: it is not carried out again. Sending has
 * none: its message row says the same.
 */
export interface DoneRow {
  readonly kind: 'done'
}

/** A row of a channel's state. */
export type ChannelStateRow = ChannelRow | MemberRow | MessageRow | ReactionRow | ReactionsRow | DoneRow

/**
 * Names a row of a channel's state. Text, so that it can be the key of a map. A line feed parts what a colon could
 * not: people's and commands' names may hold any printable character, and two keys must never be one.
 */
export type ChannelKey =
  | 'channel'
  | `member:${UserId}`
  | `message:${MessageId}`
  | `reaction:${MessageId}:${ReactionName}\n${UserId}`
  | `reactions:${MessageId}`
  | `done:${CommandId}\n${UserId}`

/** The key of a person's membership. */
export const memberKey = (userId: UserId): ChannelKey => `member:${userId}`
/** The key of a message. */
export const messageKey = (messageId: MessageId): ChannelKey => `message:${messageId}`
/** The key of one person's reaction to a message, by its name in whichever spelling. */
export const reactionKey = (messageId: MessageId, name: ReactionName, userId: UserId): ChannelKey =>
  `reaction:${messageId}:${reactionAsSeen(name)}\n${userId}`
/** The key of all reactions to a message. */
export const reactionsKey = (messageId: MessageId): ChannelKey => `reactions:${messageId}`
/** The key of a command that was carried out, by its author's name for it. */
export const doneKey = (commandId: CommandId, by: UserId): ChannelKey => `done:${commandId}\n${by}`

/** Some rows of a channel's state, by key: those that a decision reads. */
export type ChannelRows = Rows<ChannelKey, ChannelStateRow>
