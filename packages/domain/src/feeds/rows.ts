import * as E from 'fp-ts/lib/Either.js'
import { type ChannelRow, lastSegmentOf } from '../channel/rows.ts'
import { rejects } from '../kit/decision.ts'
import { type RowKey, type RowKind, rowAt, rowKind, type Rows } from '../kit/row.ts'
import type { FeedId } from '../values/ids.ts'
import type { Segment } from '../values/numbers.ts'
import { beginsWithChannel } from './feed.ts'
import type { FeedName } from './feed-name.ts'
import type { FeedIsDeleted, FeedNotFound } from './rejections.ts'

/** A feed, deleted ones too: its id is taken for good. */
export interface FeedRow {
  readonly kind: 'feed'
  readonly name: FeedName
  readonly deleted: boolean
}

export const feedRows: RowKind<FeedRow, [feedId: FeedId]> = rowKind('channel', 'feed', 1)

/** The key of a feed. */
export const feedKey = (feedId: FeedId) => feedRows.key(feedId)

/** What a command looks at to know whether a feed stands: the main one always does, and is the one that most name. */
export const readsOfFeed = (feedId: FeedId): ReadonlyArray<RowKey> =>
  beginsWithChannel(feedId) ? [] : [feedKey(feedId)]

/** FEED-16: the last segment of a feed that stands. Rejects with FeedIsDeleted, and with FeedNotFound where there never was one. */
export const segmentOfKept = (
  rows: Rows,
  channel: ChannelRow,
  feedId: FeedId,
): E.Either<FeedIsDeleted | FeedNotFound, Segment> => {
  const lastSegment = lastSegmentOf(channel, feedId)
  if (lastSegment !== undefined) return E.right(lastSegment)
  const row = beginsWithChannel(feedId) ? undefined : rowAt(rows, feedKey(feedId))
  return row === undefined
    ? rejects<FeedNotFound>({ _tag: 'FeedNotFound', feedId })
    : rejects<FeedIsDeleted>({ _tag: 'FeedIsDeleted', feedId })
}
