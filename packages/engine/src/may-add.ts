import type { TenantId } from '@parley/domain'

/** Whom people may put into a channel or a conversation: all of the tenant, those whom they share one with, none. */
export type MayAdd = 'everyone' | 'acquainted' | 'nobody'

/** The same by tenant: it is each tenant's own to decide. */
export interface MayAddByTenant {
  readonly tenants: ReadonlyMap<TenantId, MayAdd>
  /** For all tenants that are not named. */
  readonly others: MayAdd
}

/** Where nothing was said about any tenant. */
export const usualMayAdd: MayAddByTenant = { tenants: new Map(), others: 'everyone' }

/** What holds for the people of a tenant. */
export const mayAddIn = ({ tenants, others }: MayAddByTenant, tenantId: TenantId): MayAdd =>
  tenants.get(tenantId) ?? others
