import {
  ChannelId,
  type ChannelMuteRow,
  channelMuteRows,
  channelStreams,
  type MuteRow,
  muteRows,
  ReasonOrNone,
  TenantId,
  Timestamp,
  Until,
  UserId,
} from '@parley/domain'
import type { EventIn } from '@parley/domain'
import { column, decisionRow, nothing, operations, readModelOf, table } from '@parley/projection'
import type { Projection, Row } from '@parley/projection'
import { byChannel, withinChannel } from '../within-channel.ts'

const ofChannel = { tenant_id: column('text', TenantId), channel_id: column('uuid', ChannelId) }
const mute = {
  /** Null where it holds until it is taken back. */
  until: column('text', Until),
  muted_at: column('text', Timestamp),
  muted_by: column('text', UserId),
  reason: column('text', ReasonOrNone),
}

/** Mutes of people that were not taken back, whether or not they have ended by themselves since. */
export const mutes = table({
  name: 'mutes',
  columns: { ...ofChannel, user_id: column('text', UserId), ...mute },
  key: ['tenant_id', 'channel_id', 'user_id'],
  clearedBy: byChannel,
})
export type MutesRow = Row<typeof mutes>

/** Mutes of channels, likewise. */
export const channelMutes = table({
  name: 'channel_mutes',
  columns: { ...ofChannel, ...mute },
  key: ['tenant_id', 'channel_id'],
})
export type ChannelMutesRow = Row<typeof channelMutes>

const ofPeople = operations(mutes)
const ofAll = operations(channelMutes)

const projectMutes: Projection<EventIn<'channel'>> = ({ event }) => {
  if (event.type !== 'MemberMuted' && event.type !== 'MemberUnmuted') return nothing
  const key = { tenant_id: event.tenantId, channel_id: event.channelId, user_id: event.userId }
  if (event.type === 'MemberUnmuted') return [ofPeople.remove(key)]
  const { until, at, by, reason } = event
  return [ofPeople.put({ ...key, until, muted_at: at, muted_by: by, reason })]
}

const projectChannelMutes: Projection<EventIn<'channel'>> = ({ event }) => {
  const key = { tenant_id: event.tenantId, channel_id: event.channelId }
  if (event.type === 'ChannelUnmuted' || event.type === 'ChannelDeleted') return [ofAll.remove(key)]
  if (event.type !== 'ChannelMuted') return nothing
  const { until, at, by, reason } = event
  return [ofAll.put({ ...key, until, muted_at: at, muted_by: by, reason })]
}

/** Nothing of it is public: mutes are for moderators, and one's own is asked for. */
export const mutesModel = readModelOf(channelStreams, {
  table: mutes,
  version: 1,
  project: withinChannel(mutes, projectMutes),
  decisions: [
    decisionRow(muteRows, {
      table: mutes,
      by: ['user_id'],
      columns: ['until'],
      row: ({ until }): MuteRow => ({ kind: 'mute', until }),
    }),
  ],
})

/** As `mutesModel`. */
export const channelMutesModel = readModelOf(channelStreams, {
  table: channelMutes,
  version: 1,
  project: projectChannelMutes,
  decisions: [
    decisionRow(channelMuteRows, {
      table: channelMutes,
      by: [],
      columns: ['until'],
      row: ({ until }): ChannelMuteRow => ({ kind: 'channelMute', until }),
    }),
  ],
})
