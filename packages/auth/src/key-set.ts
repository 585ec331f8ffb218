import { createRemoteJWKSet, errors, jwtVerify, type JWTVerifyOptions, type JWTVerifyResult } from 'jose'
import type { Clock } from '@parley/runtime'

/** Resolves with what a token says; rejects with what is wrong with it, or with why that can't be told. */
export type Check = (token: string, options: JWTVerifyOptions) => Promise<JWTVerifyResult>

/** How long a set that was fetched for a key that it does not have is not fetched for another, in milliseconds. */
const leftAlone = 5_000

/**
 * Checks by a set of public keys behind an address. A key that is not in it may be newer than it: the set is fetched
 * anew, and where that was done a moment ago for another key, it can't be told yet, which is no fault of the token's.
 */
export const checkByKeySet = (url: URL, clock: Pick<Clock, 'elapsed'>, algorithms: Array<string>): Check => {
  // Its own waiting goes by the time of the machine, which may be set back: ours does not.
  const keys = createRemoteJWKSet(url, { cooldownDuration: Number.POSITIVE_INFINITY })
  let fetchedAt = Number.NEGATIVE_INFINITY
  return async (token, given) => {
    const options = { ...given, algorithms }
    try {
      return await jwtVerify(token, keys, options)
    } catch (error) {
      if (!(error instanceof errors.JWKSNoMatchingKey)) throw error
    }
    if (clock.elapsed() - fetchedAt < leftAlone) throw new Error('the key set may be older than the key')
    fetchedAt = clock.elapsed()
    await keys.reload()
    return jwtVerify(token, keys, options)
  }
}
