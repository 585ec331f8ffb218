import * as t from 'io-ts'
import type { EventOf } from '../kit/event.ts'
import { put, remove } from '../kit/row.ts'
import { channelEvent } from '../streams/channel-stream.ts'
import { done } from '../streams/done-rows.ts'
import { UserId } from '../values/ids.ts'
import { Until } from '../values/until.ts'
import { forModerators } from './for-moderators.ts'
import { channelLimitKey, memberLimitKey } from './limit-rows.ts'
import { LimitCount, WindowSeconds } from './rate-limit.ts'

/** Whose limit it is; null: that of each who is in the channel. */
const of = { userId: t.union([UserId, t.null]) }

/** Somebody, or each who is in the channel, sends so many messages within so many seconds. Another limit of theirs is over with it. */
export const RateLimitSet = channelEvent(
  'RateLimitSet',
  { ...of, limit: LimitCount, windowSeconds: WindowSeconds, until: Until },
  {
    ...forModerators,
    rows: (event) => {
      const { userId, limit, windowSeconds, until } = event
      const is = { limit, windowSeconds, until }
      const limited =
        userId === null
          ? put(channelLimitKey, { kind: 'channelLimit', ...is })
          : put(memberLimitKey(userId), { kind: 'memberLimit', ...is })
      return [limited, done(event)]
    },
  },
)
export type RateLimitSet = EventOf<typeof RateLimitSet>

/** A limit was lifted, before its end. */
export const RateLimitLifted = channelEvent('RateLimitLifted', of, {
  ...forModerators,
  rows: (event) => [
    remove(event.userId === null ? channelLimitKey : memberLimitKey(event.userId)),
    done(event),
  ],
})
export type RateLimitLifted = EventOf<typeof RateLimitLifted>
