import { beforeFirst } from '../feeds/feed.ts'
import type { SegmentByFeed } from '../feeds/segment-by-feed.ts'
import { segmentIn } from '../feeds/segment-in.ts'
import type { FeedId } from '../values/ids.ts'
import type { Segment } from '../values/numbers.ts'

/** PERSONAL-11: whether nothing has come in any of these feeds since a conversation was put away at these segments. */
export const isPutAway = (
  segments: SegmentByFeed | null,
  feeds: Iterable<{ readonly feedId: FeedId; readonly lastSegment: Segment }>,
): boolean => {
  if (segments === null) return false
  for (const { feedId, lastSegment } of feeds)
    if (lastSegment > (segmentIn(segments, feedId) ?? beforeFirst)) return false
  return true
}
