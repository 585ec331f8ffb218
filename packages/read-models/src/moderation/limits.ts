import {
  ChannelId,
  channelLimitRows,
  channelStreams,
  LimitCount,
  memberLimitRows,
  rateRows,
  TenantId,
  Timestamp,
  Until,
  UserId,
  WindowSeconds,
} from '@parley/domain'
import type { EventIn } from '@parley/domain'
import { column, decisionRow, nothing, operations, readModelOf, table } from '@parley/projection'
import type { Projection, Row } from '@parley/projection'
import { byChannel, withinChannel } from '../within-channel.ts'

const ofChannel = { tenant_id: column('text', TenantId), channel_id: column('uuid', ChannelId) }
const limit = {
  most: column('bigint', LimitCount),
  window_seconds: column('bigint', WindowSeconds),
  /** Null where it holds until it is lifted. */
  until: column('text', Until),
  set_at: column('text', Timestamp),
  set_by: column('text', UserId),
}

/** Limits of people that were not lifted, whether or not they have ended by themselves since. */
export const limits = table({
  name: 'limits',
  columns: { ...ofChannel, user_id: column('text', UserId), ...limit },
  key: ['tenant_id', 'channel_id', 'user_id'],
  clearedBy: byChannel,
})
export type LimitsRow = Row<typeof limits>

/** Limits of channels, likewise. */
export const channelLimits = table({
  name: 'channel_limits',
  columns: { ...ofChannel, ...limit },
  key: ['tenant_id', 'channel_id'],
})
export type ChannelLimitsRow = Row<typeof channelLimits>

/** What people have sent under the limit that stood when they did. */
export const rates = table({
  name: 'rates',
  columns: {
    ...ofChannel,
    user_id: column('text', UserId),
    since: column('text', Timestamp),
    sent: column('bigint', LimitCount),
  },
  key: ['tenant_id', 'channel_id', 'user_id'],
  clearedBy: byChannel,
})
export type RatesRow = Row<typeof rates>

const ofPeople = operations(limits)
const ofAll = operations(channelLimits)
const ofSenders = operations(rates)

type Set = Extract<EventIn<'channel'>, { readonly type: 'RateLimitSet' }>
const limitIn = ({ limit: most, windowSeconds, until, at, by }: Set) => ({
  most,
  window_seconds: windowSeconds,
  until,
  set_at: at,
  set_by: by,
})

const projectLimits: Projection<EventIn<'channel'>> = ({ event }) => {
  if (event.type !== 'RateLimitSet' && event.type !== 'RateLimitLifted') return nothing
  const { tenantId: tenant_id, channelId: channel_id, userId: user_id } = event
  if (user_id === null) return nothing
  const key = { tenant_id, channel_id, user_id }
  return [event.type === 'RateLimitSet' ? ofPeople.put({ ...key, ...limitIn(event) }) : ofPeople.remove(key)]
}

const projectChannelLimits: Projection<EventIn<'channel'>> = ({ event }) => {
  const key = { tenant_id: event.tenantId, channel_id: event.channelId }
  if (event.type === 'ChannelDeleted') return [ofAll.remove(key)]
  if (event.type !== 'RateLimitSet' && event.type !== 'RateLimitLifted') return nothing
  if (event.userId !== null) return nothing
  return [event.type === 'RateLimitSet' ? ofAll.put({ ...key, ...limitIn(event) }) : ofAll.remove(key)]
}

const projectRates: Projection<EventIn<'channel'>> = ({ event }) => {
  if (event.type !== 'MessageSent' || event.rate === undefined) return nothing
  const { tenantId: tenant_id, channelId: channel_id, senderId: user_id, rate } = event
  return [ofSenders.put({ tenant_id, channel_id, user_id, since: rate.since, sent: rate.count })]
}

type Limited = Pick<LimitsRow, 'most' | 'window_seconds' | 'until'>
const limitOf = ({ most, window_seconds, until }: Limited) => ({
  limit: most,
  windowSeconds: window_seconds,
  until,
})
const limited = ['most', 'window_seconds', 'until'] as const

/** Nothing of it is public: limits are for moderators, and one's own is asked for. */
export const limitsModel = readModelOf(channelStreams, {
  table: limits,
  version: 1,
  project: withinChannel(limits, projectLimits),
  decisions: [
    decisionRow(memberLimitRows, {
      table: limits,
      by: ['user_id'],
      columns: limited,
      row: (row) => ({ kind: 'memberLimit', ...limitOf(row) }),
    }),
  ],
})

/** As `limitsModel`. */
export const channelLimitsModel = readModelOf(channelStreams, {
  table: channelLimits,
  version: 1,
  project: projectChannelLimits,
  decisions: [
    decisionRow(channelLimitRows, {
      table: channelLimits,
      by: [],
      columns: limited,
      row: (row) => ({ kind: 'channelLimit', ...limitOf(row) }),
    }),
  ],
})

/** As `limitsModel`. */
export const ratesModel = readModelOf(channelStreams, {
  table: rates,
  version: 1,
  project: withinChannel(rates, projectRates),
  decisions: [
    decisionRow(rateRows, {
      table: rates,
      by: ['user_id'],
      columns: ['since', 'sent'],
      row: ({ since, sent }) => ({ kind: 'rate', since, count: sent }),
    }),
  ],
})
