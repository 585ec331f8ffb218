import { Position, Revision, TenantId, UserId } from '@parley/domain'
import { column, table } from '@parley/projection'

/** How far each person's inbox has been projected. */
export const inboxes = table({
  name: 'inboxes',
  columns: {
    tenant_id: column('text', TenantId),
    user_id: column('text', UserId),
    revision: column('bigint', Revision),
    position: column('bigint', Position),
  },
  key: ['tenant_id', 'user_id'],
  fillfactor: 70,
})
