import { type EventIn, Position, Revision, TenantId, UserId, userStreams } from '@parley/domain'
import { column, operations, readModelOf, table } from '@parley/projection'
import type { Projection } from '@parley/projection'

/** How far what each person says of themselves has been projected. */
export const userStreamsRead = table({
  name: 'user_streams',
  columns: {
    tenant_id: column('text', TenantId),
    user_id: column('text', UserId),
    revision: column('bigint', Revision),
    position: column('bigint', Position),
  },
  key: ['tenant_id', 'user_id'],
  fillfactor: 70,
})

const { put } = operations(userStreamsRead)

/** Every event about a person moves the revision. */
const project: Projection<EventIn<'user'>> = ({ event, revision, position }) => [
  put({ tenant_id: event.tenantId, user_id: event.userId, revision, position }),
]

export const userStreamsModel = readModelOf(userStreams, { table: userStreamsRead, version: 1, project })
