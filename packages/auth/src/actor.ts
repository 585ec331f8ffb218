import type { TenantId, UserId } from '@parley/domain'
import type { Scopes } from './scope.ts'
import type { ServerId } from './subject.ts'

/** A person of a tenant. */
export interface Person {
  readonly kind: 'person'
  readonly tenantId: TenantId
  readonly userId: UserId
  /** A guest of the tenant, which is less than other people are; absent: they are none. */
  readonly guest?: true
  /** The server that acts for them; absent: they come themselves. */
  readonly server?: ServerId
}

/** A server of a tenant's own. It is allowed what its scopes say, and nothing else. */
export interface Server {
  readonly kind: 'server'
  readonly tenantId: TenantId
  readonly serverId: ServerId
  readonly scopes: Scopes
}

/** Who asks something of the engine. */
export type Actor = Person | Server
