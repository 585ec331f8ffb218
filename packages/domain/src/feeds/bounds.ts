/** The most feeds that stand in a channel, the main one with them. */
export const maxFeeds = 100
/** The most feeds that are ever created in a channel, deleted ones counted too: decisions look at all of them. */
export const maxFeedsEver = 1_000
