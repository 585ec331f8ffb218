import type { TenantId, UserId } from './ids.ts'
import type { Timestamp } from './timestamp.ts'

/** Who gives a command, and when it was received: what the server knows, and no client may say. */
export interface Author {
  readonly tenantId: TenantId
  readonly by: UserId
  readonly at: Timestamp
}
