import { publicRows } from '@parley/contract'
import {
  ChannelId,
  deliveredRows,
  FeedId,
  inboxStreams,
  Segment,
  TenantId,
  Timestamp,
  type ToldIn,
  UserId,
} from '@parley/domain'
import { column, decisionRow, nothing, operations, publicRowOf, table, toldModelOf } from '@parley/projection'
import type { Projection } from '@parley/projection'

/** Up to where the messages of each feed have come to a device of each person's. */
const delivered = table({
  name: 'delivered',
  columns: {
    tenant_id: column('text', TenantId),
    user_id: column('text', UserId),
    channel_id: column('uuid', ChannelId),
    feed_id: column('text', FeedId),
    delivered_to: column('bigint', Segment),
    delivered_at: column('text', Timestamp),
  },
  key: ['tenant_id', 'user_id', 'channel_id', 'feed_id'],
  fillfactor: 70,
})

const { put } = operations(delivered)

const project: Projection<ToldIn<'inbox'>> = ({ event }) =>
  event.type === 'DeliveredMarked'
    ? [
        put({
          tenant_id: event.tenantId,
          user_id: event.userId,
          channel_id: event.channelId,
          feed_id: event.feedId,
          delivered_to: event.segment,
          delivered_at: event.at,
        }),
      ]
    : nothing

export const deliveredModel = toldModelOf(inboxStreams, {
  table: delivered,
  version: 1,
  project,
  publicRow: publicRowOf(publicRows.delivered, delivered, {
    key: { feedId: 'feed_id' },
    columns: { deliveredTo: 'delivered_to', deliveredAt: 'delivered_at' },
    counters: {},
  }),
  decisions: [
    decisionRow(deliveredRows, {
      table: delivered,
      by: ['channel_id', 'feed_id'],
      columns: ['delivered_to'],
      row: (row) => ({ kind: 'delivered', deliveredTo: row.delivered_to }),
    }),
  ],
})
