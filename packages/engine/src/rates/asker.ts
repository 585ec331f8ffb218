import type { TenantId, UserId } from '@parley/domain'

/** By whom something is limited. */
export type Scope = 'person' | 'tenant' | 'address'

/** Something for each of whom it is limited by. */
export type Scoped<A> = Readonly<Record<Scope, A>>

/** Who asks, as far as it is known or counts: from which address; which person of which tenant. */
export interface Asker {
  readonly address?: string
  readonly whose?: { readonly tenantId: TenantId; readonly userId: UserId }
}

/** Under which names somebody is counted, the narrowest first. */
export const keysOf = ({ address, whose }: Asker): ReadonlyArray<readonly [Scope, string]> => [
  ...(whose === undefined
    ? []
    : [
        // A tenant has no dot, so that a key reads in one way only.
        ['person', `${whose.tenantId}.${whose.userId}`] as const,
        ['tenant', whose.tenantId] as const,
      ]),
  ...(address === undefined ? [] : [['address', address] as const]),
]
