import type { ChannelId, FeedId } from '../ids.ts'
import type { Segment } from '../numbers.ts'
import type { Rows } from '../decider.ts'

/** How far a person has read a feed. */
export interface CursorRow {
  readonly kind: 'cursor'
  readonly readTo: Segment
}

export type InboxStateRow = CursorRow

/** Names a row of an inbox's state. */
export type InboxKey = `cursor:${ChannelId}:${FeedId}`

export const cursorKey = (channelId: ChannelId, feedId: FeedId): InboxKey => `cursor:${channelId}:${feedId}`

export type InboxRows = Rows<InboxKey, InboxStateRow>
