import { TenantId, UserId } from '@parley/domain'
import * as t from 'io-ts'
import { column, table } from '@parley/projection'

/** Everybody who has been a member of any channel. Who may know of them hangs on the memberships that stand. */
export const people = table({
  name: 'people',
  columns: {
    tenant_id: column('text', TenantId),
    user_id: column('text', UserId),
    /** The name, folded: what is searched in. */
    folded_name: column('text', t.string),
  },
  key: ['tenant_id', 'user_id'],
  indexes: { by_name: '(tenant_id, folded_name, user_id)' },
})
