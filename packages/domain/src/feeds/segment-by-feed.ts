import type * as t from 'io-ts'
import { FeedId } from '../values/ids.ts'
import { Segment } from '../values/numbers.ts'
import { recordOf } from '../values/record-of.ts'

/** A segment for each of some feeds, by the feed's id. */
export const SegmentByFeed = recordOf(FeedId, Segment, 'SegmentByFeed')
export type SegmentByFeed = Readonly<t.TypeOf<typeof SegmentByFeed>>
