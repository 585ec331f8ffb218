import * as t from 'io-ts'
import { isWhole } from '../values/numbers.ts'
import { Timestamp, timestampOf } from '../values/timestamp.ts'

/** The most messages that a limit lets somebody send at once. */
export const maxLimit = 1_000
/** The longest that they then wait, in seconds: a day. */
export const maxWindowSeconds = 86_400

interface LimitCountBrand {
  readonly LimitCount: unique symbol
}
/** So many messages, of a limit or sent under one: 1 to 1,000. */
export const LimitCount = t.brand(
  t.number,
  (n): n is t.Branded<number, LimitCountBrand> => isWhole(n, 1, maxLimit),
  'LimitCount',
)
export type LimitCount = t.TypeOf<typeof LimitCount>

interface WindowSecondsBrand {
  readonly WindowSeconds: unique symbol
}
/** For how long messages are counted together, in seconds: 1 to 86,400. */
export const WindowSeconds = t.brand(
  t.number,
  (n): n is t.Branded<number, WindowSecondsBrand> => isWhole(n, 1, maxWindowSeconds),
  'WindowSeconds',
)
export type WindowSeconds = t.TypeOf<typeof WindowSeconds>

/** How many messages somebody has sent under a limit, counted together since the first of them. */
export const Rate = t.strict({ since: Timestamp, count: LimitCount }, 'Rate')
export type Rate = t.TypeOf<typeof Rate>

/** So many messages within so many seconds. */
export interface RateLimit {
  readonly limit: LimitCount
  readonly windowSeconds: WindowSeconds
}

/** When messages that are counted together since a moment are so no more. */
export const windowEnd = (since: Timestamp, { windowSeconds }: Pick<RateLimit, 'windowSeconds'>): Timestamp =>
  timestampOf(new Date(Date.parse(since) + windowSeconds * 1_000))

/** LIMIT-3: when somebody may send again who has sent all that they may; null: now. */
export const retryAtOf = (rate: Rate | undefined, limit: RateLimit, at: Timestamp): Timestamp | null => {
  if (rate === undefined || rate.count < limit.limit) return null
  const end = windowEnd(rate.since, limit)
  return at < end ? end : null
}
