import { type EventIn, Position, Revision, TenantId, UserId } from '@parley/domain'
import { column, operations, type Projection, table } from '@parley/projection'

/** A table of how far each person's stream of a kind has been projected. */
export const personStreams = (name: string) =>
  table({
    name,
    columns: {
      tenant_id: column('text', TenantId),
      user_id: column('text', UserId),
      revision: column('bigint', Revision),
      position: column('bigint', Position),
    },
    key: ['tenant_id', 'user_id'],
    fillfactor: 70,
  })

/** Every event of such a stream moves its revision. */
export const movesRevision = (
  of: ReturnType<typeof personStreams>,
): Projection<EventIn<'inbox' | 'user'>> => {
  const { put } = operations(of)
  return ({ event, revision, position }) => [
    put({ tenant_id: event.tenantId, user_id: event.userId, revision, position }),
  ]
}
