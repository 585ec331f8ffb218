import type { ChannelId, FeedId } from '../ids.ts'
import type { Segment } from '../numbers.ts'
import type { Rows } from '../decider.ts'

/** How far a person has read a feed. */
export interface CursorRow {
  readonly kind: 'cursor'
  readonly readTo: Segment
}

/** A row of an inbox's state. */
export type InboxStateRow = CursorRow

/** Names a row of an inbox's state. */
export type InboxKey = `cursor:${ChannelId}:${FeedId}`

/** The key of the cursor of a channel's feed. */
export const cursorKey = (channelId: ChannelId, feedId: FeedId): InboxKey => `cursor:${channelId}:${feedId}`

/** Some rows of an inbox's state, by key. */
export type InboxRows = Rows<InboxKey, InboxStateRow>
