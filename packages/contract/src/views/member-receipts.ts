import { FeedId, MessageId, oneOf, orNull, Segment, SegmentByFeed, UserId } from '@parley/domain'
import * as t from 'io-ts'

/** How far somebody has read a feed as a whole, what stands at the top of its threads, or the replies to a message. */
const ReadTo = t.strict(
  {
    feedId: FeedId,
    part: oneOf(['all', 'top', 'thread'], 'CursorPart'),
    /** The message whose replies are read, where it is a thread. */
    parentId: orNull(MessageId),
    readTo: Segment,
  },
  'ReadTo',
)

/** What a member lets the others of a channel know: what has come to them, and what they have read. */
export const MemberReceipts = t.strict(
  {
    userId: UserId,
    /** The last segment of each feed when they joined: what was said up to there they are not asked about. */
    joinedSegments: SegmentByFeed,
    /** Up to which segment of a feed the messages have come to them; what was read has come, too. */
    delivered: SegmentByFeed,
    read: t.array(ReadTo),
  },
  'MemberReceipts',
)
export type MemberReceipts = t.TypeOf<typeof MemberReceipts>
