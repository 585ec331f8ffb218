import type { ChannelId, FeedId, MessageId } from '../ids.ts'
import type { Segment } from '../numbers.ts'
import type { Rows } from '../decider.ts'

/** What a cursor is about: a whole feed, what stands at the top of its threads, or the replies to a message. */
export type FeedPart = 'all' | 'top' | MessageId

/** The part of a feed that a mark names by `parentId`. */
export const partOf = ({ parentId }: { readonly parentId?: MessageId | null }): FeedPart =>
  parentId === undefined ? 'all' : (parentId ?? 'top')

/** How far a person has read a part of a feed. */
export interface CursorRow {
  readonly kind: 'cursor'
  readonly readTo: Segment
}

/** A row of an inbox's state. */
export type InboxStateRow = CursorRow

/** Names a row of an inbox's state. */
export type InboxKey = `cursor:${ChannelId}:${FeedId}:${FeedPart}`

/** The key of the cursor of a part of a channel's feed. */
export const cursorKey = (channelId: ChannelId, feedId: FeedId, part: FeedPart): InboxKey =>
  `cursor:${channelId}:${feedId}:${part}`

/** Some rows of an inbox's state, by key. */
export type InboxRows = Rows<InboxKey, InboxStateRow>
