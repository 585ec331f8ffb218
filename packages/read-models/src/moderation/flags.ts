import {
  ChannelId,
  channelStreams,
  FlagLimit,
  flagLimitRows,
  type FlagsRow,
  flagsRows,
  MessageId,
  Position,
  ReasonOrNone,
  TenantId,
  Timestamp,
  UserId,
} from '@parley/domain'
import type { EventIn } from '@parley/domain'
import {
  column,
  decisionRow,
  decisionRows,
  nothing,
  operations,
  readModelOf,
  table,
} from '@parley/projection'
import type { Projection, Row } from '@parley/projection'
import { byChannel, withinChannel } from '../within-channel.ts'

const ofChannel = { tenant_id: column('text', TenantId), channel_id: column('uuid', ChannelId) }

/** Flags on messages that were neither taken back nor cleared, whether or not the message was deleted since. */
const flags = table({
  name: 'flags',
  columns: {
    ...ofChannel,
    message_id: column('uuid', MessageId),
    user_id: column('text', UserId),
    reason: column('text', ReasonOrNone),
    flagged_at: column('text', Timestamp),
    /** Of the event, which gives the order among them. */
    position: column('bigint', Position),
  },
  key: ['tenant_id', 'channel_id', 'message_id', 'user_id'],
  clearedBy: byChannel,
})

/** By how many flags messages are deleted, of channels in which they are. */
export const flagLimits = table({
  name: 'flag_limits',
  columns: {
    ...ofChannel,
    most: column('bigint', FlagLimit),
    set_at: column('text', Timestamp),
    set_by: column('text', UserId),
  },
  key: ['tenant_id', 'channel_id'],
})
export type FlagLimitsRow = Row<typeof flagLimits>

const ofMessages = operations(flags)
const ofChannels = operations(flagLimits)

const projectFlags: Projection<EventIn<'channel'>> = ({ event, position }) => {
  if (event.type !== 'MessageFlagged' && event.type !== 'MessageUnflagged' && event.type !== 'FlagsCleared')
    return nothing
  const { tenantId: tenant_id, channelId: channel_id, messageId: message_id } = event
  const key = { tenant_id, channel_id, message_id }
  if (event.type === 'FlagsCleared')
    return event.userIds.map((user_id) => ofMessages.remove({ ...key, user_id }))
  const own = { ...key, user_id: event.by }
  if (event.type === 'MessageUnflagged') return [ofMessages.remove(own)]
  return [ofMessages.put({ ...own, reason: event.reason, flagged_at: event.at, position })]
}

const projectLimits: Projection<EventIn<'channel'>> = ({ event }) => {
  const key = { tenant_id: event.tenantId, channel_id: event.channelId }
  if (event.type === 'ChannelDeleted') return [ofChannels.remove(key)]
  if (event.type !== 'FlagLimitSet') return nothing
  if (event.limit === null) return [ofChannels.remove(key)]
  return [ofChannels.put({ ...key, most: event.limit, set_at: event.at, set_by: event.by })]
}

/** Nothing of it is public: flags are for moderators. */
export const flagsModel = readModelOf(channelStreams, {
  table: flags,
  version: 1,
  project: withinChannel(flags, projectFlags),
  decisions: [
    decisionRows(flagsRows, {
      table: flags,
      by: ['message_id'],
      columns: ['user_id'],
      row: (all): FlagsRow | undefined =>
        all.length === 0 ? undefined : { kind: 'flags', userIds: new Set(all.map((row) => row.user_id)) },
    }),
  ],
})

/** As `flagsModel`. */
export const flagLimitsModel = readModelOf(channelStreams, {
  table: flagLimits,
  version: 1,
  project: projectLimits,
  decisions: [
    decisionRow(flagLimitRows, {
      table: flagLimits,
      by: [],
      columns: ['most'],
      row: ({ most }) => ({ kind: 'flagLimit', limit: most }),
    }),
  ],
})
