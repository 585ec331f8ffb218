import type { AccessDenied, Corrupt, Unavailable } from '@parley/event-store'
import { explainPostgres } from '@parley/postgres'
import pg from 'pg'
import { CorruptRow } from './rows.ts'

/** What any call to the database may come to, apart from its answer. */
export type Failure = Unavailable | AccessDenied | Corrupt

/** The SQLSTATE of an error that the server itself answered with. */
const stateOf = (error: unknown): string | undefined =>
  error instanceof pg.DatabaseError && error.severity !== 'FATAL' ? error.code : undefined

/** Narrows whatever the driver threw. */
export const failureOf = (error: unknown): Failure => {
  if (error instanceof CorruptRow) {
    const { message: cause, unknownPosition } = error
    return { _tag: 'Corrupt', cause, ...(unknownPosition === undefined ? {} : { unknownPosition }) }
  }
  const cause = explainPostgres(error)
  const code = error instanceof pg.DatabaseError ? (error.code ?? '') : ''
  if (code.startsWith('28') || code === '42501') return { _tag: 'AccessDenied', cause }
  // No code: the connection. Else: connection, invalid state, rollback, resources, intervention, system; no database.
  if (code === '' || /^(08|25|40|53|55|57|58|3D)/.test(code)) return { _tag: 'Unavailable', cause }
  return { _tag: 'Corrupt', cause }
}

/**
 * Whether a statement that failed may have been committed all the same: the server gave no answer to it, or the
 * one that ends the connection, which can come after a commit.
 */
export const isInDoubt = (error: unknown): boolean => stateOf(error) === undefined

/** Whether the same statement is worth another try at once: it was rolled back to let another pass. */
export const isPassing = (error: unknown): boolean => stateOf(error)?.startsWith('40') ?? false

/** Whether it was refused since an event of it is known already. */
export const isKnown = (error: unknown): boolean => stateOf(error) === '23505'

/** Whether the data were refused, as they are again each time: so an earlier try was not committed either. */
export const isRefused = (error: unknown): boolean => /^2[23]/.test(stateOf(error) ?? '')
