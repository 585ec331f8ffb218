import type { FeedId } from '../values/ids.ts'
import type { Segment } from '../values/numbers.ts'
import { beforeFirst } from './feed.ts'
import type { SegmentByFeed } from './segment-by-feed.ts'

/** The segment of a feed; `undefined` where the feed is not among them. */
export const segmentIn = (segments: SegmentByFeed, feedId: FeedId): Segment | undefined =>
  // A feed may be called `constructor`, which every object seems to have.
  Object.hasOwn(segments, feedId) ? segments[feedId] : undefined

/** Where a membership begins in a feed: before its first message where the feed came later than the member. */
export const joinedSegmentIn = (segments: SegmentByFeed, feedId: FeedId): Segment =>
  segmentIn(segments, feedId) ?? beforeFirst
