import { createPublicKey, type KeyObject } from 'node:crypto'
import type { TaskEither } from 'fp-ts/lib/TaskEither.js'
import * as E from 'fp-ts/lib/Either.js'
import { errors, jwtVerify } from 'jose'
import { maxTokenLength } from '@parley/contract'
import { type Clock, systemClock } from '@parley/runtime'
import { type AuthenticationFailed, failed } from './authentication-failed.ts'
import { readClaims, type VerifiedToken } from './claims.ts'
import { type Check, checkByKeySet } from './key-set.ts'

/** The keys that tokens are checked with can't be had just now: it is not the token's fault. */
export interface KeysUnavailable {
  readonly _tag: 'Unavailable'
  readonly cause: string
}

/** Tells whose a token is. `verifier` makes one from a key. */
export interface Verifier {
  /** Whose token it is. */
  readonly verify: (token: string) => TaskEither<AuthenticationFailed | KeysUnavailable, VerifiedToken>
}

/** What tokens are signed with. */
export type VerifierKey =
  /** HS256, by a secret shared with whoever signs. */
  | { readonly _tag: 'secret'; readonly secret: string }
  /** The public half of an RSA, EC or Ed25519 key, as SPKI PEM. */
  | { readonly _tag: 'public-key'; readonly pem: string }
  /** A set of public keys behind an address, fetched when a token names one that is not known yet. */
  | { readonly _tag: 'jwks'; readonly url: string }

/** How far the clocks of whoever signs and ours may be apart, in seconds. */
export const clockTolerance = 5

/** Only algorithms that fit the key: a public key must never serve as a shared secret. */
const publicAlgorithms = [
  'RS256',
  'RS384',
  'RS512',
  'PS256',
  'PS384',
  'PS512',
  'ES256',
  'ES384',
  'ES512',
  'EdDSA',
]

/** Checks tokens: signature, times and claims. Throws where a public key can't be read. */
export const verifier = (key: VerifierKey, clock: Pick<Clock, 'now' | 'elapsed'> = systemClock): Verifier => {
  const check = checkBy(key, clock)
  return {
    verify: (token) => async () => {
      // Before anything is read of it: doors may have other bounds, or none.
      if (token.length > maxTokenLength) return E.left(failed(`longer than ${maxTokenLength} characters`))
      const options = { clockTolerance, currentDate: new Date(clock.now()), requiredClaims: ['sub', 'exp'] }
      try {
        const { payload } = await check(token, options)
        return readClaims(payload)
      } catch (error) {
        return E.left(failureOf(error, key._tag === 'jwks'))
      }
    },
  }
}

const checkBy = (key: VerifierKey, clock: Pick<Clock, 'elapsed'>): Check => {
  switch (key._tag) {
    case 'secret':
      return checkWith(new TextEncoder().encode(key.secret), ['HS256'])
    case 'public-key':
      return checkWith(createPublicKey(key.pem), publicAlgorithms)
    case 'jwks':
      return checkByKeySet(new URL(key.url), clock, publicAlgorithms)
    default:
      return key satisfies never
  }
}

const checkWith =
  (key: KeyObject | Uint8Array, algorithms: Array<string>): Check =>
  (token, options) =>
    jwtVerify(token, key, { ...options, algorithms })

/** What can be wrong with a token itself; all else is about getting at the keys. */
const reasons: ReadonlyArray<readonly [new (...args: Array<never>) => Error, string]> = [
  [errors.JWSSignatureVerificationFailed, 'the signature is not valid'],
  [errors.JOSEAlgNotAllowed, 'the algorithm is not allowed'],
  [errors.JWKSNoMatchingKey, 'no key of the set fits the token'],
  [errors.JWKSMultipleMatchingKeys, 'more than one key of the set fits the token'],
  [errors.JOSENotSupported, 'not a token of this kind'],
  [errors.JWSInvalid, 'not a token'],
  [errors.JWTInvalid, 'not a token'],
]

const failureOf = (error: unknown, fetched: boolean): AuthenticationFailed | KeysUnavailable => {
  if (error instanceof errors.JWTExpired) return { ...failed('the token has run out'), passing: 'renewed' }
  if (error instanceof errors.JWTClaimValidationFailed && error.claim === 'nbf' && error.reason !== 'invalid')
    return { ...failed('the token is not valid yet'), passing: 'later' }
  if (error instanceof errors.JWTClaimValidationFailed) return failed(`claim ${error.claim}: ${error.reason}`)
  const reason = reasons.find(([type]) => error instanceof type)?.[1]
  if (reason !== undefined) return failed(reason)
  const cause = error instanceof Error ? error.message : String(error)
  // A key that is there and of the wrong type for the token is the token's fault; keys not fetched are not.
  return fetched ? { _tag: 'Unavailable', cause } : failed('the algorithm does not fit the key')
}
