import type { ProtocolError } from '@parley/protocol'
import type { Either } from 'fp-ts/lib/Either.js'
import { isLeft, left, right } from '../either.ts'
import type { Clock } from '../platform/clock.ts'
import { within } from '../platform/foreign.ts'
import type { Unconnected } from './connection-state.ts'

/** Why the server did not take a token. */
export type TokenRefused = Extract<ProtocolError, { readonly _tag: 'AuthenticationFailed' }>

/** What `token` is told. */
export interface TokenRequest {
  /** Why the server did not take the token that was given last; null where it did, or none was given. */
  readonly refused: TokenRefused | null
}

/**
 * Gives a token for the next connection, or a newer one for the present. Null: there is no other than the one that
 * was refused; the client is then `denied`. What it throws, or leaves unanswered for 15 seconds, is a failed try.
 */
export type TokenSource = (request: TokenRequest) => Promise<string | null> | string | null

/** How long `token` may take, in milliseconds. */
const tokenWithin = 15_000

/** So often a token is refused for good, or refused unchanged after it ran out, before nobody asks for another. */
const refusals = 5

/** Asks for tokens, and judges by what was refused whether another is worth trying. */
export interface Tokens {
  /** Left: why there is none; `denied`: there will be none. */
  readonly ask: () => Promise<Either<{ readonly reason: Unconnected; readonly denied: boolean }, string>>
  readonly refused: (token: string, error: TokenRefused) => void
  /** It was taken, or the person wants it to be tried once more. */
  readonly forget: () => void
}

export const tokens = (clock: Clock, source: TokenSource): Tokens => {
  let last: { readonly token: string; readonly error: TokenRefused } | null = null
  let count = 0

  const judge = (token: string | null): Either<{ reason: Unconnected; denied: boolean }, string> => {
    if (last === null) {
      if (token === null) return left({ reason: { _tag: 'NoToken', message: 'no token' }, denied: false })
      return right(token)
    }
    const denied = left({ reason: { _tag: 'Refused', error: last.error } as const, denied: true })
    if (token === null) return denied
    switch (last.error.passing) {
      case 'later':
        return right(token)
      case 'renewed':
        return token === last.token && count >= refusals ? denied : right(token)
      case undefined:
        return token === last.token || count >= refusals ? denied : right(token)
      default:
        return last.error.passing satisfies never
    }
  }

  return {
    ask: async () => {
      const given = await within(clock, tokenWithin, () => source({ refused: last?.error ?? null }))
      if (isLeft(given)) return left({ reason: { _tag: 'NoToken', message: given.left }, denied: false })
      const token: unknown = given.right
      if (token !== null && typeof token !== 'string')
        return left({ reason: { _tag: 'NoToken', message: 'it is no text' }, denied: false })
      return judge(token)
    },
    refused: (token, error) => {
      // A token that ran out is counted while it stays the same; one that is refused for good, always.
      const again = error.passing === undefined || last?.token === token
      count = again ? count + 1 : 1
      last = { token, error }
    },
    forget: () => {
      last = null
      count = 0
    },
  }
}
