import { keyInTenant, type TenantId, type UserId } from '@parley/domain'

/** Who shares a limit: a person with themselves alone, all of a tenant, all at an address. */
export type Party = 'person' | 'tenant' | 'address'

/** Something for each of these. */
export type PerParty<A> = Readonly<Record<Party, A>>

/** Who asks, as far as it is known or counts: from which address; which person of which tenant. */
export interface Caller {
  readonly address?: string
  readonly whose?: { readonly tenantId: TenantId; readonly userId: UserId }
}

/** Under which names somebody is counted, the narrowest first. */
export const keysOf = ({ address, whose }: Caller): ReadonlyArray<readonly [Party, string]> => [
  ...(whose === undefined
    ? []
    : [['person', keyInTenant(whose.tenantId, whose.userId)] as const, ['tenant', whose.tenantId] as const]),
  ...(address === undefined ? [] : [['address', address] as const]),
]

/** Under which name somebody is known, as closely as it is known who they are. */
export const keyOf = (caller: Caller): string => keysOf(caller)[0]?.join(' ') ?? ''
