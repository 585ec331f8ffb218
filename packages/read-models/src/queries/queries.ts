import type { ChannelId, Position, Rejection, Revision, TenantId, Timestamp, UserId } from '@parley/domain'
import type { Unavailable } from '@parley/event-store'
import type {
  ConversationView,
  MemberReceipts,
  MessageView,
  Query,
  QueryOf,
  QueryResult,
  ResultOf,
} from '@parley/contract'
import type { Texts } from '../versions/texts.ts'
import type { NamedFile, Registered } from '../files/named.ts'
import type { Reading } from './database.ts'
import type { TaskEither } from 'fp-ts/lib/TaskEither.js'

/** Whoever asks, as their token says. */
export interface Viewer {
  readonly tenantId: TenantId
  readonly userId: UserId
  /** A guest of the tenant (GUEST-1). */
  readonly guest?: true
}

/** What is asked may not be known to whoever asks (`ChannelNotFound`, `NotAMember`, `MessageNotFound`). */
export interface QueryRejected {
  readonly _tag: 'QueryRejected'
  readonly rejection: Rejection
}

/** Why there is no answer. `Unavailable`: the same question may be answered later. */
export type QueryError = QueryRejected | Unavailable

/** An answer, and the position up to which the read models had come when it was read. */
export interface AsOf<A> {
  readonly position: Position
  readonly value: A
}

/** A channel as somebody sees it who begins to watch, read in one snapshot of the read models. */
export interface ChannelSnapshot {
  readonly conversation: ConversationView
  readonly messages: ReadonlyArray<MessageView>
  readonly more: boolean
  readonly revision: Revision
}

/** What a watch of a channel begins with, or why there is none. */
export type BegunSnapshot =
  | { readonly _tag: 'snapshot'; readonly snapshot: ChannelSnapshot }
  | { readonly _tag: 'rejected'; readonly rejection: Rejection }

/** What somebody has done of what puts others into channels, and whom they know. */
export interface AddingFacts {
  /** How many channels and conversations they began. */
  readonly begun: number
  /** With whom of those who were asked about they share no channel. */
  readonly strangers: ReadonlyArray<UserId>
}

/** What members of a channel let the others know of their reading. */
export interface ReceiptsIn {
  /** The channel has more members than receipts are told in; or it is not there. */
  readonly isTooLarge: boolean
  /** None of them keeps it to themselves. */
  readonly members: ReadonlyArray<MemberReceipts>
}

/** What whoever runs Parley says of how queries are answered. */
export interface QuerySettings {
  /** RECEIPT-4, RECEIPT-8: in channels of so many members at the most is it told who has read what. */
  readonly mostForReceipts: number
  /** What messages said before, from the log. */
  readonly texts: Texts
}

/**
 * Answers queries of one type, in a snapshot of the read models. `schema` is that of the core in use, `schemaOf` tells that
 * of another group. Throws `Rejected` where whoever asks may not know.
 */
export type AnswerTo<Type extends Query['type']> = (
  reading: Reading,
  schema: string,
  viewer: Viewer,
  query: QueryOf<Type>,
  settings: QuerySettings,
  schemaOf: (group: string) => string,
) => Promise<ResultOf<Type>>

/** What is asked of files in nobody's name, or beside the rules. */
export interface FileQueries {
  /** What somebody registered after a moment. */
  readonly registeredSince: (viewer: Viewer, since: Timestamp) => TaskEither<Unavailable, AsOf<Registered>>
  /** Those that were registered before a moment and come to nothing: not uploaded, or named by no message. */
  readonly unreferred: (
    before: Timestamp,
    most: number,
  ) => TaskEither<Unavailable, AsOf<ReadonlyArray<NamedFile>>>
  /** Those of these that stand: registered or uploaded, and not deleted. */
  readonly notDeleted: (
    files: ReadonlyArray<NamedFile>,
  ) => TaskEither<Unavailable, AsOf<ReadonlyArray<NamedFile>>>
}

/** The questions that the read models answer; each checks that whoever asks may know. */
export interface Queries {
  /** Answers a query of the protocol, no sooner than at its `atLeast`. */
  readonly answer: (viewer: Viewer, query: Query) => TaskEither<QueryError, AsOf<QueryResult>>
  /**
   * What watchers of these channels without a revision begin with, all read in one snapshot, no sooner than at a
   * position. What would be too much together is left out, and may be asked for again: one channel at least is there.
   */
  readonly snapshots: (
    viewer: Viewer,
    channelIds: ReadonlyArray<ChannelId>,
    atLeast: Position,
  ) => TaskEither<Unavailable, AsOf<ReadonlyMap<ChannelId, BegunSnapshot>>>
  /** Why they may not read a channel, no sooner than at a position; undefined: they may. */
  readonly refusal: (
    viewer: Viewer,
    channelId: ChannelId,
    atLeast: Position,
  ) => TaskEither<Unavailable, AsOf<Rejection | undefined>>
  /** How many channels they began after a moment, and with whom of these people they share none. */
  readonly addingFacts: (
    viewer: Viewer,
    since: Timestamp,
    people: ReadonlyArray<UserId>,
  ) => TaskEither<Unavailable, AsOf<AddingFacts>>
  readonly files: FileQueries
  /** Which of these channels they are a member of, with the revision up to which each has been projected. */
  readonly memberships: (
    viewer: Viewer,
    channelIds: ReadonlyArray<ChannelId>,
  ) => TaskEither<Unavailable, ReadonlyMap<ChannelId, Revision>>
  /** What these members of a channel, or all, let the others know of their reading, no sooner than at a position. */
  readonly memberReceipts: (
    channel: { readonly tenantId: TenantId; readonly channelId: ChannelId },
    people: ReadonlyArray<UserId> | 'all',
    atLeast: Position,
  ) => TaskEither<Unavailable, AsOf<ReceiptsIn>>
  /** The channels that each of these people is a member of, no sooner than at a position; 10,000 of all at the most. */
  readonly channelsOf: (
    tenantId: TenantId,
    people: ReadonlyArray<UserId>,
    atLeast: Position,
  ) => TaskEither<Unavailable, ReadonlyMap<UserId, ReadonlyArray<ChannelId>>>
}
