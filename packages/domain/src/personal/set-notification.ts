import * as E from 'fp-ts/lib/Either.js'
import * as t from 'io-ts'
import { readsOfFeed, segmentOfKept } from '../feeds/rows.ts'
import type { CommandOf } from '../kit/command.ts'
import { makes, nothing, rejects } from '../kit/decision.ts'
import { rowAt } from '../kit/row.ts'
import { FeedId } from '../values/ids.ts'
import { holdsAt } from '../values/lasting.ts'
import { Timestamp } from '../values/timestamp.ts'
import type { NotificationSet } from './events.ts'
import { NotificationMode } from './notification-mode.ts'
import { ownCommand, ownFactsOf } from './own-command.ts'
import { allFeeds, notificationRows } from './rows.ts'

/** What is asked for is to end in the past. */
export const EndsInThePast = t.strict({ _tag: t.literal('EndsInThePast') }, 'EndsInThePast')
export type EndsInThePast = t.TypeOf<typeof EndsInThePast>

const keyOf = ({ channelId, feedId }: Pick<NotificationSet, 'channelId'> & { readonly feedId?: FeedId }) =>
  notificationRows.key(channelId, feedId ?? allFeeds)

/** NOTIFY-1 to NOTIFY-3: choose what to be notified of in a channel, or in one of its feeds, for good or until a moment. */
export const SetNotification = ownCommand(
  'SetNotification',
  { always: { mode: NotificationMode }, perhaps: { feedId: FeedId, until: Timestamp } },
  {
    reads: (command) => [keyOf(command)],
    readsOfChannel: ({ feedId }) => (feedId === undefined ? [] : readsOfFeed(feedId)),
    decide: (command, rows, { channel }, channelRows) => {
      const { feedId, mode } = command
      const kept = feedId === undefined ? undefined : segmentOfKept(channelRows, channel, feedId)
      if (kept !== undefined && E.isLeft(kept)) return kept
      // Who chooses nothing any more chooses nothing for good.
      const until = mode === 'default' ? null : (command.until ?? null)
      if (!holdsAt({ until }, command.at)) return rejects<EndsInThePast>({ _tag: 'EndsInThePast' })
      const before = rowAt(rows, keyOf(command)) ?? { mode: 'default', until: null }
      if (before.mode === mode && before.until === until) return nothing
      return makes<NotificationSet>({
        type: 'NotificationSet',
        ...ownFactsOf(command),
        feedId: feedId ?? null,
        mode,
        until,
      })
    },
  },
)
export type SetNotification = CommandOf<typeof SetNotification>
