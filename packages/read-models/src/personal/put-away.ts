import { publicRows } from '@parley/contract'
import {
  ChannelId,
  inboxStreams,
  putAwayRows,
  SegmentByFeed,
  TenantId,
  type ToldIn,
  UserId,
} from '@parley/domain'
import { column, decisionRow, nothing, operations, publicRowOf, table, toldModelOf } from '@parley/projection'
import type { Projection } from '@parley/projection'

/** The conversations that each person put away, with the last segment of each feed then. Which came back is computed. */
const putAway = table({
  name: 'put_away',
  columns: {
    tenant_id: column('text', TenantId),
    user_id: column('text', UserId),
    channel_id: column('uuid', ChannelId),
    segments: column('json', SegmentByFeed),
  },
  key: ['tenant_id', 'user_id', 'channel_id'],
})

const { put, remove } = operations(putAway)

const project: Projection<ToldIn<'inbox'>> = ({ event }) => {
  if (event.type !== 'ConversationArchived' && event.type !== 'ConversationUnarchived') return nothing
  const key = { tenant_id: event.tenantId, user_id: event.userId, channel_id: event.channelId }
  return [event.type === 'ConversationArchived' ? put({ ...key, segments: event.segments }) : remove(key)]
}

export const putAwayModel = toldModelOf(inboxStreams, {
  table: putAway,
  version: 1,
  project,
  publicRow: publicRowOf(publicRows.putAway, putAway, {
    key: {},
    columns: { segments: 'segments' },
    counters: {},
  }),
  decisions: [
    decisionRow(putAwayRows, {
      table: putAway,
      by: ['channel_id'],
      columns: ['segments'],
      row: ({ segments }) => ({ kind: 'putAway', segments }),
    }),
  ],
})
