import * as E from 'fp-ts/lib/Either.js'
import { rejects } from '../kit/decision.ts'
import type { RowKey, Rows } from '../kit/row.ts'
import type { ChannelFacts } from '../streams/channel-stream.ts'
import { certain } from '../values/certain.ts'
import type { UserId } from '../values/ids.ts'
import { isExempt, type Speaker } from './exempt.ts'
import {
  channelLimitKey,
  channelLimitOf,
  memberLimitKey,
  memberLimitOf,
  rateKey,
  rateOf,
} from './limit-rows.ts'
import { LimitCount, type Rate, type RateLimit, retryAtOf, windowEnd } from './rate-limit.ts'
import type { ModerationRejection } from './rejections.ts'

/** What `sendingRate` looks at beside what `enter` does. */
export const readsOfRate = (by: UserId): ReadonlyArray<RowKey> => [
  channelLimitKey,
  memberLimitKey(by),
  rateKey(by),
]

type Sending = Pick<ChannelFacts, 'by' | 'channelId' | 'at'>

/** LIMIT-2, LIMIT-4: one's own limit in place of the channel's, from which who may set limits is exempt. */
const limitOn = (rows: Rows, sending: Sending, speaker: Speaker): RateLimit | undefined => {
  const own = memberLimitOf(rows, sending.by, sending.at)
  if (own !== undefined) return own
  const ofAll = channelLimitOf(rows, sending.at)
  return ofAll === undefined || isExempt(speaker, sending, 'setLimits') ? undefined : ofAll
}

/** What somebody has sent with this message, counted together; null where no limit holds. Rejects with LimitReached. */
export const sendingRate = (
  rows: Rows,
  sending: Sending,
  speaker: Speaker,
): E.Either<ModerationRejection, Rate | null> => {
  const limit = speaker.role === null ? undefined : limitOn(rows, sending, speaker)
  if (limit === undefined) return noLimit
  const before = rateOf(rows, sending.by)
  const { at } = sending
  const retryAt = retryAtOf(before, limit, at)
  if (retryAt !== null) return rejects<ModerationRejection>({ _tag: 'LimitReached', retryAt })
  const goesOn = before !== undefined && at < windowEnd(before.since, limit)
  return E.right(
    goesOn
      ? { since: before.since, count: certain(LimitCount, before.count + 1) }
      : { since: at, count: first },
  )
}

const noLimit = E.right(null)
const first = certain(LimitCount, 1)
