import * as t from 'io-ts'
import { Segment } from '../values/numbers.ts'

/** The feed has not come to that segment yet. */
const SegmentNotReached = t.strict(
  {
    _tag: t.literal('SegmentNotReached'),
    /** The last segment of the feed. */
    lastSegment: Segment,
  },
  'SegmentNotReached',
)

/** Why commands of this area are turned down. */
export const readingRejections = { SegmentNotReached }
