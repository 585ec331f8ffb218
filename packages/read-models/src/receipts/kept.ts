import { publicRows } from '@parley/contract'
import { ChannelId, keptRows, inboxStreams, TenantId, Timestamp, type ToldIn, UserId } from '@parley/domain'
import { column, decisionRow, nothing, operations, publicRowOf, table, toldModelOf } from '@parley/projection'
import type { Projection } from '@parley/projection'

/** The channels of which each person keeps to themselves what they have read. */
const receiptsKept = table({
  name: 'receipts_kept',
  columns: {
    tenant_id: column('text', TenantId),
    user_id: column('text', UserId),
    channel_id: column('uuid', ChannelId),
    since: column('text', Timestamp),
  },
  key: ['tenant_id', 'user_id', 'channel_id'],
})

const { put, remove } = operations(receiptsKept)

const project: Projection<ToldIn<'inbox'>> = ({ event }) => {
  if (event.type !== 'ReceiptsKept') return nothing
  const key = { tenant_id: event.tenantId, user_id: event.userId, channel_id: event.channelId }
  return [event.kept ? put({ ...key, since: event.at }) : remove(key)]
}

export const receiptsKeptModel = toldModelOf(inboxStreams, {
  table: receiptsKept,
  version: 1,
  project,
  publicRow: publicRowOf(publicRows.receiptsKept, receiptsKept, {
    key: {},
    columns: { since: 'since' },
    counters: {},
  }),
  decisions: [
    decisionRow(keptRows, {
      table: receiptsKept,
      by: ['channel_id'],
      columns: [],
      row: () => ({ kind: 'receiptsKept' }),
    }),
  ],
})
