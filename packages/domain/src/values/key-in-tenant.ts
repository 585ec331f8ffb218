import type { TenantId } from './ids.ts'

/** What has an id in a tenant, as one text. A tenant has no dot, so that it reads back in one way only. */
export const keyInTenant = (tenantId: TenantId, id: string): string => `${tenantId}.${id}`
