import * as t from 'io-ts'
import { FeedId } from '../values/ids.ts'

/** The channel has no such feed. */
const FeedNotFound = t.strict(
  {
    _tag: t.literal('FeedNotFound'),
    feedId: FeedId,
  },
  'FeedNotFound',
)

/** Why commands of this area are turned down. */
export const feedRejections = { FeedNotFound }
