import * as t from 'io-ts'
import { Segment } from '../numbers.ts'

/** The feed has not come to that segment yet. */
export const SegmentNotReached = t.strict(
  {
    _tag: t.literal('SegmentNotReached'),
    /** The last segment of the feed. */
    lastSegment: Segment,
  },
  'SegmentNotReached',
)
export type SegmentNotReached = t.TypeOf<typeof SegmentNotReached>
