import { TenantId, TypedUserId, UserId } from '@parley/domain'
import { firstFieldError } from '@parley/contract'
import * as E from 'fp-ts/lib/Either.js'
import * as t from 'io-ts'
import type { AuthenticationFailed } from './authentication-failed.ts'

/** Whom a token names, and until when. */
export interface Identity {
  readonly tenantId: TenantId
  readonly userId: UserId
  /** Milliseconds since 1970. */
  readonly expiresAt: number
}

// Taken as it is or not at all: were it tidied, whoever gets a token for a name that looks like another's had theirs.
const Subject = t.refinement(UserId, (name) => TypedUserId.is(name), 'UserId')

const Claims = t.intersection(
  [t.type({ sub: Subject, exp: t.number }), t.partial({ tenant: TenantId })],
  'Claims',
)

/** The tenant of those whose tokens name none. */
const defaultTenant = 'default'

/** Reads the claims of a token that is signed as it should be. */
export const identityOf = (payload: unknown): E.Either<AuthenticationFailed, Identity> => {
  const claims = Claims.decode(payload)
  const tenantId = E.isRight(claims) ? TenantId.decode(claims.right.tenant ?? defaultTenant) : claims
  if (E.isRight(claims) && E.isRight(tenantId))
    return E.right({
      tenantId: tenantId.right,
      userId: claims.right.sub,
      expiresAt: claims.right.exp * 1_000,
    })
  const { path, expected } = firstFieldError(E.isLeft(claims) ? claims.left : [])
  return E.left({ _tag: 'AuthenticationFailed', reason: `claim ${path}: ${expected} expected` })
}
