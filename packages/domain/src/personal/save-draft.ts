import * as E from 'fp-ts/lib/Either.js'
import { readsOfFeed, segmentOfKept } from '../feeds/rows.ts'
import type { CommandOf } from '../kit/command.ts'
import { makes, nothing } from '../kit/decision.ts'
import { rowAt } from '../kit/row.ts'
import { FeedId } from '../values/ids.ts'
import { DraftText } from './draft-text.ts'
import type { DraftSaved } from './events.ts'
import { ownCommand, ownFactsOf } from './own-command.ts'
import { draftRows } from './rows.ts'

/** PERSONAL-30 to PERSONAL-33: keep what one writes in a feed for all of one's devices; an empty text drops it. */
export const SaveDraft = ownCommand(
  'SaveDraft',
  { always: { feedId: FeedId, text: DraftText }, perhaps: {} },
  {
    reads: ({ channelId, feedId }) => [draftRows.key(channelId, feedId)],
    readsOfChannel: ({ feedId }) => readsOfFeed(feedId),
    decide: (command, rows, { channel }, channelRows) => {
      const { channelId, feedId, text } = command
      const kept = segmentOfKept(channelRows, channel, feedId)
      if (E.isLeft(kept)) return kept
      const segment = kept.right
      const before = rowAt(rows, draftRows.key(channelId, feedId))
      const isSame = before === undefined ? text === '' : before.text === text && before.segment === segment
      if (isSame) return nothing
      return makes<DraftSaved>({ type: 'DraftSaved', ...ownFactsOf(command), feedId, text, segment })
    },
  },
)
export type SaveDraft = CommandOf<typeof SaveDraft>
