import { certain, TenantId } from '@parley/domain'
import { firstFieldError } from '@parley/contract'
import * as E from 'fp-ts/lib/Either.js'
import * as t from 'io-ts'
import type { Actor } from './actor.ts'
import { type AuthenticationFailed, failed } from './authentication-failed.ts'
import { ScopesFromText } from './scope.ts'
import { isOwnName, ServerId, Subject } from './subject.ts'

/** What a token says that is signed as it should be. */
export interface VerifiedToken {
  readonly actor: Actor
  /** When it runs out: milliseconds since 1970. */
  readonly expiresAt: number
}

/** The last second that a date can say. */
const lastSecond = 8_640_000_000_000

const Seconds = t.refinement(t.number, (n) => n >= 0 && n <= lastSecond, 'seconds since 1970')

/** Whose token it is. */
const Kind = t.keyof({ person: null, server: null }, 'person or server')
const KindClaims = t.partial({ kind: Kind }, 'KindClaims')

const PersonClaims = t.intersection(
  [t.type({ sub: Subject, exp: Seconds }), t.partial({ tenant: TenantId, guest: t.boolean })],
  'PersonClaims',
)

/** A server's tenant is not made up for it, as a person's is. */
const ServerClaims = t.type(
  { sub: ServerId, tenant: TenantId, scope: ScopesFromText, exp: Seconds },
  'ServerClaims',
)

/** The tenant of people whose tokens name none. */
const defaultTenant = certain(TenantId, 'default')

/** Reads the claims of a token that is signed as it should be: a person's, unless `kind` says another. */
export const readClaims = (payload: unknown): E.Either<AuthenticationFailed, VerifiedToken> => {
  const claims = decode(KindClaims, payload)
  if (E.isLeft(claims)) return claims
  const kind = claims.right.kind ?? 'person'
  switch (kind) {
    case 'person':
      return readPerson(payload)
    case 'server':
      return readServer(payload)
    default:
      return kind satisfies never
  }
}

const readPerson = (payload: unknown): E.Either<AuthenticationFailed, VerifiedToken> => {
  const claims = decode(PersonClaims, payload)
  if (E.isLeft(claims)) return claims
  const { sub: userId, tenant: tenantId = defaultTenant, guest, exp } = claims.right
  return verified(userId, { kind: 'person', tenantId, userId, ...(guest === true ? { guest } : {}) }, exp)
}

const readServer = (payload: unknown): E.Either<AuthenticationFailed, VerifiedToken> => {
  const claims = decode(ServerClaims, payload)
  if (E.isLeft(claims)) return claims
  const { sub: serverId, tenant: tenantId, scope: scopes, exp } = claims.right
  return verified(serverId, { kind: 'server', tenantId, serverId, scopes }, exp)
}

const decode = <A>(codec: t.Decoder<unknown, A>, payload: unknown): E.Either<AuthenticationFailed, A> => {
  const claims = codec.decode(payload)
  if (E.isRight(claims)) return claims
  const { path, expected } = firstFieldError(claims.left)
  return E.left(failed(`claim ${path}: ${expected} expected`))
}

const verified = (name: string, actor: Actor, exp: number): E.Either<AuthenticationFailed, VerifiedToken> =>
  isOwnName(name)
    ? E.left(failed('claim sub: names that begin with parley: are the engine’s own'))
    : E.right({ actor, expiresAt: exp * 1_000 })
