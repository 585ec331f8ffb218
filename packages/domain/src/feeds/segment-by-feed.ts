import * as t from 'io-ts'
import { FeedId } from '../values/ids.ts'
import { Segment } from '../values/numbers.ts'

/** A segment for each of some feeds, by the feed's id. */
export const SegmentByFeed = t.record(FeedId, Segment, 'SegmentByFeed')
export type SegmentByFeed = Readonly<t.TypeOf<typeof SegmentByFeed>>
