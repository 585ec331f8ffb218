import * as E from 'fp-ts/lib/Either.js'
import * as t from 'io-ts'
import { enter, readsOfCommand } from '../channel/entry.ts'
import type { CommandOf } from '../kit/command.ts'
import { makes, nothing } from '../kit/decision.ts'
import type { RowKey, Rows } from '../kit/row.ts'
import { readsOfTwo } from '../membership/reads-of-two.ts'
import type { Role } from '../membership/roles.ts'
import { addsNobody, channelCommand } from '../streams/channel-command.ts'
import { type ChannelFacts, factsOf } from '../streams/channel-stream.ts'
import { isDone } from '../streams/done-rows.ts'
import { TypedUserId, type UserId } from '../values/ids.ts'
import { Until } from '../values/until.ts'
import type { RateLimitLifted, RateLimitSet } from './limit-events.ts'
import { channelLimitKey, channelLimitOf, memberLimitKey, memberLimitOf } from './limit-rows.ts'
import { notBelow } from './not-below.ts'
import { overAlready } from './not-over.ts'
import { LimitCount, WindowSeconds } from './rate-limit.ts'

/** Whose limit; null: that of each who is in the channel. */
const of = { userId: t.union([TypedUserId, t.null]) }

type OfLimit = ChannelFacts & { readonly userId: UserId | null }

const reads = ({ userId, ...command }: OfLimit): ReadonlyArray<RowKey> =>
  userId === null
    ? [...readsOfCommand(command), channelLimitKey]
    : [...readsOfTwo({ ...command, userId }), memberLimitKey(userId)]

const limitOf = (rows: Rows, { userId, at }: OfLimit) =>
  userId === null ? channelLimitOf(rows, at) : memberLimitOf(rows, userId, at)

const notTheirs = (rows: Rows, { by, userId }: OfLimit, role: Role) =>
  userId === null ? undefined : notBelow(rows, by, role, userId)

/** LIMIT-1, LIMIT-5: so many messages within so many seconds, of one person or of each. */
export const SetRateLimit = channelCommand(
  'SetRateLimit',
  { ...of, limit: LimitCount, windowSeconds: WindowSeconds, until: Until },
  {
    reads,
    decide: (command, rows) => {
      if (isDone(rows, command)) return nothing
      const entry = enter(rows, command, 'setLimits')
      if (E.isLeft(entry)) return entry
      const { userId, limit, windowSeconds, until, at } = command
      const rejected = notTheirs(rows, command, entry.right.role) ?? overAlready(until, at)
      if (rejected !== undefined) return rejected
      const before = limitOf(rows, command)
      const isSame =
        before?.limit === limit && before.windowSeconds === windowSeconds && before.until === until
      if (isSame) return nothing
      const is = { userId, limit, windowSeconds, until }
      return makes<RateLimitSet>({ type: 'RateLimitSet', ...factsOf(command), ...is })
    },
    adds: addsNobody,
  },
)
export type SetRateLimit = CommandOf<typeof SetRateLimit>

/** LIMIT-6: a limit is lifted by who may set one. */
export const LiftRateLimit = channelCommand('LiftRateLimit', of, {
  reads,
  decide: (command, rows) => {
    if (isDone(rows, command)) return nothing
    const entry = enter(rows, command, 'setLimits')
    if (E.isLeft(entry)) return entry
    const rejected = notTheirs(rows, command, entry.right.role)
    if (rejected !== undefined) return rejected
    if (limitOf(rows, command) === undefined) return nothing
    return makes<RateLimitLifted>({ type: 'RateLimitLifted', ...factsOf(command), userId: command.userId })
  },
  adds: addsNobody,
})
export type LiftRateLimit = CommandOf<typeof LiftRateLimit>
