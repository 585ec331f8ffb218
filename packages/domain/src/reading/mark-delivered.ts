import * as E from 'fp-ts/lib/Either.js'
import { readsOfFeed, segmentOfKept } from '../feeds/rows.ts'
import type { CommandOf } from '../kit/command.ts'
import { makes, nothing, rejects } from '../kit/decision.ts'
import { rowAt } from '../kit/row.ts'
import { ownCommand, ownFactsOf } from '../personal/own-command.ts'
import { FeedId } from '../values/ids.ts'
import { Segment } from '../values/numbers.ts'
import type { DeliveredMarked } from './events.ts'
import type { SegmentNotReached } from './mark-read.ts'
import { cursorKey, deliveredKey } from './rows.ts'

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
    decide: (command, rows, { channel }, channelRows) => {
      const { channelId, feedId, segment } = command
      const read = (['all', 'top'] as const).map((part) => rowAt(rows, cursorKey(channelId, feedId, part)))
      const has = Math.max(
        0,
        rowAt(rows, deliveredKey(channelId, feedId))?.deliveredTo ?? 0,
        ...read.map((cursor) => cursor?.readTo ?? 0),
      )
      const kept = segmentOfKept(channelRows, channel, feedId)
      if (E.isLeft(kept)) return kept
      const lastSegment = kept.right
      if (segment > lastSegment) return rejects<SegmentNotReached>({ _tag: 'SegmentNotReached', lastSegment })
      if (segment <= has) return nothing
      return makes<DeliveredMarked>({ type: 'DeliveredMarked', ...ownFactsOf(command), feedId, segment })
    },
  },
)
export type MarkDelivered = CommandOf<typeof MarkDelivered>
