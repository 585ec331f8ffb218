import type { FeedId } from '../values/ids.ts'
import type { Segment } from '../values/numbers.ts'

// Not by their codecs: whoever bundles these two for a browser would get all codecs with them.

/** The feed that every channel begins with. */
export const mainFeed = 'main' as FeedId

/** Before the first message of a feed. */
export const beforeFirst = 0 as Segment
