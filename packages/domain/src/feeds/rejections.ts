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
