import {
  type BanRow,
  banRows,
  ChannelId,
  channelStreams,
  ReasonOrNone,
  TenantId,
  Timestamp,
  Until,
  UserId,
} from '@parley/domain'
import type { EventIn } from '@parley/domain'
import { column, decisionRow, nothing, operations, readModelOf, table } from '@parley/projection'
import type { Projection } from '@parley/projection'
import { byChannel, withinChannel } from '../within-channel.ts'

/** Bans that were not taken back, whether or not they have ended by themselves since. */
export const bans = table({
  name: 'bans',
  columns: {
    tenant_id: column('text', TenantId),
    channel_id: column('uuid', ChannelId),
    user_id: column('text', UserId),
    /** Null where it holds until it is taken back. */
    until: column('text', Until),
    banned_at: column('text', Timestamp),
    banned_by: column('text', UserId),
    reason: column('text', ReasonOrNone),
  },
  key: ['tenant_id', 'channel_id', 'user_id'],
  clearedBy: byChannel,
})

const { put, remove } = operations(bans)

const project: Projection<EventIn<'channel'>> = ({ event }) => {
  if (event.type !== 'MemberBanned' && event.type !== 'MemberUnbanned') return nothing
  const key = { tenant_id: event.tenantId, channel_id: event.channelId, user_id: event.userId }
  if (event.type === 'MemberUnbanned') return [remove(key)]
  return [put({ ...key, until: event.until, banned_at: event.at, banned_by: event.by, reason: event.reason })]
}

/** Nothing of it is public: bans are for moderators. */
export const bansModel = readModelOf(channelStreams, {
  table: bans,
  version: 1,
  project: withinChannel(bans, project),
  decisions: [
    decisionRow(banRows, {
      table: bans,
      by: ['user_id'],
      columns: ['until'],
      row: ({ until }): BanRow => ({ kind: 'ban', until }),
    }),
  ],
})
