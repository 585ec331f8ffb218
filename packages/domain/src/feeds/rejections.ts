import * as t from 'io-ts'
import { FeedId } from '../values/ids.ts'

/** The channel has no such feed. */
export const FeedNotFound = t.strict(
  {
    _tag: t.literal('FeedNotFound'),
    feedId: FeedId,
  },
  'FeedNotFound',
)
export type FeedNotFound = t.TypeOf<typeof FeedNotFound>

/** The feed was deleted: nothing of it is there any more, and its id is taken for good. */
export const FeedIsDeleted = t.strict(
  {
    _tag: t.literal('FeedIsDeleted'),
    feedId: FeedId,
  },
  'FeedIsDeleted',
)
export type FeedIsDeleted = t.TypeOf<typeof FeedIsDeleted>

/** The channel has a feed of this id. */
const FeedExists = t.strict(
  {
    _tag: t.literal('FeedExists'),
    feedId: FeedId,
  },
  'FeedExists',
)

/** As many feeds stand in the channel, or were ever created there, as may. */
const TooManyFeeds = t.strict(
  {
    _tag: t.literal('TooManyFeeds'),
    of: t.union([t.literal('standing'), t.literal('created')]),
    most: t.number,
  },
  'TooManyFeeds',
)

/** The main feed of a channel is not deleted. */
const MainFeedStays = t.strict({ _tag: t.literal('MainFeedStays') }, 'MainFeedStays')

/** Why commands of this area are turned down. */
export const feedRejections = [FeedNotFound, FeedIsDeleted, FeedExists, TooManyFeeds, MainFeedStays] as const
export type FeedRejection = t.TypeOf<(typeof feedRejections)[number]>
