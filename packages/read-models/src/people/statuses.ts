import { publicRows } from '@parley/contract'
import {
  orNull,
  statusRows,
  StatusText,
  TenantId,
  Timestamp,
  type ToldIn,
  UserId,
  userStreams,
} from '@parley/domain'
import { column, decisionRow, nothing, operations, publicRowOf, table, toldModelOf } from '@parley/projection'
import type { Projection } from '@parley/projection'

/** What each person says that they are at just now. Which of it is over is computed. */
const statuses = table({
  name: 'statuses',
  columns: {
    tenant_id: column('text', TenantId),
    user_id: column('text', UserId),
    text: column('text', StatusText),
    until: column('text', orNull(Timestamp)),
  },
  key: ['tenant_id', 'user_id'],
})

const { put, remove } = operations(statuses)

const project: Projection<ToldIn<'user'>> = ({ event }) => {
  if (event.type !== 'StatusSet') return nothing
  const { tenantId: tenant_id, userId: user_id, text, until } = event
  const key = { tenant_id, user_id }
  return [text === null ? remove(key) : put({ ...key, text, until })]
}

export const statusesModel = toldModelOf(userStreams, {
  table: statuses,
  version: 1,
  project,
  publicRow: publicRowOf(publicRows.status, statuses, {
    key: {},
    columns: { text: 'text', until: 'until' },
    counters: {},
  }),
  decisions: [
    decisionRow(statusRows, {
      table: statuses,
      by: [],
      columns: ['text', 'until'],
      row: ({ text, until }) => ({ kind: 'status', text, until }),
    }),
  ],
})
