import type { ChannelId, DomainEvent, Position, Revision, TenantId, UserId } from '@parley/domain'
import type { Unavailable } from '@parley/event-store'
import type { TaskEither } from 'fp-ts/lib/TaskEither.js'

/** What one event changed, for whoever watches. */
export interface FeedEntry {
  readonly position: Position
  /** In the event's own stream: the channel's, or the inbox's. */
  readonly revision: Revision
  readonly tenantId: TenantId
  readonly channelId: ChannelId
  /**
   * Whose it is beyond those who watch the channel: of somebody who joined, was added, left, was removed or changed
   * role, that person (the two of a new conversation join it, each by an entry); of an inbox, its owner, and nobody
   * who watches.
   */
  readonly userIds: ReadonlyArray<UserId>
  readonly scope: 'channel' | 'inbox'
  readonly event: DomainEvent
  /** The protocol's `Update`, serialised once for everybody. It may tell less than `event`: see `inHindsight`. */
  readonly json: string
}

/** A stretch of what a channel's entries say after a revision. */
export interface Delta {
  readonly entries: ReadonlyArray<FeedEntry>
  /**
   * False where there is more than was asked for, more bytes than a delta may have, or what may not be told any more:
   * a snapshot is the way.
   */
  readonly whole: boolean
}

/** What the projection changed, in the order of the log, after it can be queried. */
export interface ChangeFeed {
  /** The position up to which the read models have come. */
  readonly head: () => TaskEither<Unavailable, Position>
  /**
   * Everything after a position, in order, batch by batch as the projector commits. Pulled, survives a lost
   * connection by itself, ends by `return()` or when the feed is closed. Without a position it begins at the head
   * as it is soon after the call; who must not miss what comes in between asks for the `head` first.
   */
  readonly tail: (after?: Position) => AsyncIterableIterator<ReadonlyArray<FeedEntry>>
  /** What happened in a channel after a revision, at most `limit` entries, as it is told in hindsight. */
  readonly since: (
    tenantId: TenantId,
    channelId: ChannelId,
    after: Revision | 'start',
    limit: number,
  ) => TaskEither<Unavailable, Delta>
  readonly close: () => Promise<void>
}
