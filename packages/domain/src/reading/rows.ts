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
