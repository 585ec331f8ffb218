import type { ClientState } from '@parley/client'
import { browserShelf } from './shelf.ts'

/** A person, in their tenant: what one keeps is not shown to another who uses the same browser. */
export type Person = NonNullable<ClientState['me']>

/** What the keys of a person's own things of a kind begin with. */
export const keysOf = (kind: 'draft' | 'unsent', { tenantId, userId }: Person): string =>
  `parley.${kind}.${encodeURIComponent(tenantId)}.${encodeURIComponent(userId)}.`

/** Drops all that is kept of a person. */
export const dropAllOf = (person: Person): void => {
  for (const kind of ['draft', 'unsent'] as const)
    for (const key of browserShelf.keys(keysOf(kind, person))) browserShelf.drop(key)
}
