import type { SegmentByFeed } from '../feeds/segment-by-feed.ts'
import { type RowKind, rowKind } from '../kit/row.ts'
import type { ChannelId, FeedId } from '../values/ids.ts'
import type { Segment } from '../values/numbers.ts'
import type { Timestamp } from '../values/timestamp.ts'
import type { DraftText } from './draft-text.ts'
import type { NotificationMode } from './notification-mode.ts'

/** All feeds of a channel that have nothing of their own: no feed is called so. */
export const allFeeds = '*' as const
/** What a choice is about: one feed, or all the others. */
export type NotificationScope = FeedId | typeof allFeeds

/** What somebody chose to be notified of. */
export interface NotificationRow {
  readonly kind: 'notification'
  readonly mode: NotificationMode
  readonly until: Timestamp | null
}
export const notificationRows: RowKind<NotificationRow, [channelId: ChannelId, scope: NotificationScope]> =
  rowKind('inbox', 'notification', 2)

/** A conversation that somebody put away: until a message comes after these segments. */
export interface PutAwayRow {
  readonly kind: 'putAway'
  readonly segments: SegmentByFeed
}
export const putAwayRows: RowKind<PutAwayRow, [channelId: ChannelId]> = rowKind('inbox', 'putAway', 1)

/** A channel among somebody's favourites. */
export interface FavouriteRow {
  readonly kind: 'favourite'
}
export const favouriteRows: RowKind<FavouriteRow, [channelId: ChannelId]> = rowKind('inbox', 'favourite', 1)

/** What somebody writes in a feed and has not sent. */
export interface DraftRow {
  readonly kind: 'draft'
  readonly text: DraftText
  /** The last segment of the feed when it was kept. */
  readonly segment: Segment
}
export const draftRows: RowKind<DraftRow, [channelId: ChannelId, feedId: FeedId]> = rowKind(
  'inbox',
  'draft',
  2,
)
