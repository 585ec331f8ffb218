import * as E from 'fp-ts/lib/Either.js'
import { readsOfFeed, segmentOfKept } from '../feeds/rows.ts'
import type { CommandOf } from '../kit/command.ts'
import { makes, nothing, rejects } from '../kit/decision.ts'
import { rowAt, type Rows } from '../kit/row.ts'
import { ownCommand, ownFactsOf } from '../personal/own-command.ts'
import { type ChannelId, FeedId } from '../values/ids.ts'
import { Segment } from '../values/numbers.ts'
import type { DeliveredMarked } from './events.ts'
import type { SegmentNotReached } from './mark-read.ts'
import { cursorKey, deliveredKey } from './rows.ts'

/** Up to where messages of the feed have come, or were read. */
const hasOf = (rows: Rows, { channelId, feedId }: InFeed): number =>
  Math.max(
    rowAt(rows, deliveredKey(channelId, feedId))?.deliveredTo ?? 0,
    ...(['all', 'top'] as const).map((part) => rowAt(rows, cursorKey(channelId, feedId, part))?.readTo ?? 0),
  )

interface InFeed {
  readonly channelId: ChannelId
  readonly feedId: FeedId
}

/**
 * RECEIPT-1, RECEIPT-2: say that the messages of a feed up to a segment have come to a device of one's own. What was read
 * has come, too.
 */
export const MarkDelivered = ownCommand(
  'MarkDelivered',
  { always: { feedId: FeedId, segment: Segment }, perhaps: {} },
  {
    reads: ({ channelId, feedId }) => [
      deliveredKey(channelId, feedId),
      cursorKey(channelId, feedId, 'all'),
      cursorKey(channelId, feedId, 'top'),
    ],
    readsOfChannel: ({ feedId }) => readsOfFeed(feedId),
    // CH-7: of who has left since as well. Before the first message nothing has come to anybody.
    wasDone: (command, rows) => command.segment > 0 && command.segment <= hasOf(rows, command),
    decide: (command, _rows, { channel }, channelRows) => {
      const { feedId, segment } = command
      const kept = segmentOfKept(channelRows, channel, feedId)
      if (E.isLeft(kept)) return kept
      const lastSegment = kept.right
      if (segment > lastSegment) return rejects<SegmentNotReached>({ _tag: 'SegmentNotReached', lastSegment })
      if (segment === 0) return nothing
      return makes<DeliveredMarked>({ type: 'DeliveredMarked', ...ownFactsOf(command), feedId, segment })
    },
  },
)
export type MarkDelivered = CommandOf<typeof MarkDelivered>
