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
  readonly ask: () => Promise<Judged>
  readonly refused: (token: string, error: TokenRefused) => void
  /** It was taken, or the person wants it to be tried once more. */
  readonly forget: () => void
}

export const tokens = (clock: Clock, source: TokenSource): Tokens => {
  let last: { readonly token: string; readonly error: TokenRefused } | null = null
  let count = 0

  const judge = (token: string): Judged => {
    if (last === null || last.error.passing === 'later') return right(token)
    // One that is refused for good is not tried again; one that ran out may be, before a newer one is to be had.
    const isSame = token === last.token
    const isEnough = count >= refusals
    return (last.error.passing === 'renewed' ? isSame && isEnough : isSame || isEnough)
      ? denied(last.error)
      : right(token)
  }

  return {
    ask: async () => {
      const given = await within<unknown>(clock, tokenWithin, () => source({ refused: last?.error ?? null }))
      if (isLeft(given)) return noToken(given.left)
      const token = given.right
      if (typeof token === 'string') return judge(token)
      if (token !== null) return noToken('it is no text')
      return last === null ? noToken('no token') : denied(last.error)
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

type Judged = Either<{ readonly reason: Unconnected; readonly denied: boolean }, string>

const noToken = (message: string): Judged => left({ reason: { _tag: 'NoToken', message }, denied: false })
const denied = (error: TokenRefused): Judged => left({ reason: { _tag: 'Refused', error }, denied: true })
