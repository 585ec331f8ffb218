import type { FeedId } from '../values/ids.ts'
import type { Segment } from '../values/numbers.ts'
import type { FeedName } from './feed-name.ts'

// Not by their codecs: whoever bundles these for a browser would get all codecs with them.

/** The feed that every channel begins with. */
export const mainFeed = 'main' as FeedId

/** What it is called. */
export const mainFeedName = 'main' as FeedName

/** Before the first message of a feed. */
export const beforeFirst = 0 as Segment

/** Whether a feed is there from the channel's own beginning on: in older logs no event of its own creates it. */
export const beginsWithChannel = (feedId: FeedId): boolean => feedId === mainFeed
