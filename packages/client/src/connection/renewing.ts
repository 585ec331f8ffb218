import { isLeft } from '../either.ts'
import type { Clock } from '../platform/clock.ts'
import { answered, type Connection } from './connection.ts'
import type { Tokens } from './tokens.ts'
import { ownVersions } from '@parley/contract'

/** A token is renewed when a quarter of its time is left, or this, in milliseconds, where that is less. */
const before = 60_000
/** How long to wait, in milliseconds, where a newer one is not to be had or lasts no longer. */
const again = 5_000

/** Brings a newer token before the present one runs out, so that the connection need not end with it; gives what ends that. */
export const renewing = (
  clock: Clock,
  connection: Connection,
  source: Pick<Tokens, 'ask'>,
  expiresIn: number | undefined,
): (() => void) => {
  let ended = false
  let cancel: () => void = () => undefined

  const plan = (left: number): void => {
    if (!ended) cancel = clock.later(Math.max(left - Math.min(before, left / 4), again), () => void renew())
  }
  const renew = async (): Promise<void> => {
    const token = await source.ask()
    if (ended) return
    // The connection ends with its token; until then a newer one may yet come.
    if (isLeft(token)) return plan(0)
    const reply = await answered(connection, {
      type: 'authenticate',
      version: ownVersions,
      token: token.right,
    })
    if (isLeft(reply)) return
    const answer = reply.right
    if (answer.type !== 'authenticated') return plan(0)
    if (answer.expiresIn !== undefined) plan(answer.expiresIn)
  }

  if (expiresIn !== undefined) plan(expiresIn)
  return () => {
    ended = true
    cancel()
  }
}
