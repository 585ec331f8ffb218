import { type RowKind, rowKind } from '../kit/row.ts'
import type { ChannelId, FeedId } from '../values/ids.ts'
import type { Segment } from '../values/numbers.ts'
import type { FeedPart } from './part.ts'

/** How far a person has read a part of a feed. */
export interface CursorRow {
  readonly kind: 'cursor'
  readonly readTo: Segment
}

export const cursorRows: RowKind<CursorRow, [channelId: ChannelId, feedId: FeedId, part: FeedPart]> = rowKind(
  'inbox',
  'cursor',
  3,
)

/** The key of the cursor of a part of a channel's feed. */
export const cursorKey = (channelId: ChannelId, feedId: FeedId, part: FeedPart) =>
  cursorRows.key(channelId, feedId, part)

/** Up to where the messages of a feed have come to a device of a person's, as far as a mark says so that is none of reading. */
export interface DeliveredRow {
  readonly kind: 'delivered'
  readonly deliveredTo: Segment
}

export const deliveredRows: RowKind<DeliveredRow, [channelId: ChannelId, feedId: FeedId]> = rowKind(
  'inbox',
  'delivered',
  2,
)

/** The key of that. */
export const deliveredKey = (channelId: ChannelId, feedId: FeedId) => deliveredRows.key(channelId, feedId)

/** A person keeps to themselves what they have read of a channel and what has come. */
export interface KeptRow {
  readonly kind: 'receiptsKept'
}

export const keptRows: RowKind<KeptRow, [channelId: ChannelId]> = rowKind('inbox', 'receiptsKept', 1)

/** The key of that. */
export const keptKey = (channelId: ChannelId) => keptRows.key(channelId)
