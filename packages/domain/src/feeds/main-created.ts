import type { ChannelFacts } from '../streams/channel-stream.ts'
import type { FeedCreated } from './events.ts'
import { mainFeed, mainFeedName } from './feed.ts'

/** Every channel begins with the feed `main`, in the same append. */
export const mainCreated = (facts: ChannelFacts): FeedCreated => ({
  type: 'FeedCreated',
  ...facts,
  feedId: mainFeed,
  name: mainFeedName,
})
