import type { Rejection } from '@parley/domain'
import type { Corrupt, InDoubt, ReadError, StreamDeleted, TooLarge, Unavailable } from '@parley/event-store'

/** The rules say no. Nothing was written. */
export interface Rejected {
  readonly _tag: 'Rejected'
  readonly rejection: Rejection
}

/** As many commands as may wait for one stream wait already. Nothing was written; try again later. */
export interface Overloaded {
  readonly _tag: 'Overloaded'
  /** How many commands wait. */
  readonly waiting: number
}

/**
 * Why a command was not carried out. `Unavailable`: nothing was written. `InDoubt`: it is not known whether it was;
 * the same command again, under the same name, settles it.
 */
export type CommandError = Rejected | Overloaded | Unavailable | InDoubt | TooLarge | StreamDeleted | Corrupt

/** What keeps a stream's state from being known. */
export type LoadError = Unavailable | StreamDeleted | Corrupt

/** Nothing was written, for this reason. */
export const unavailable = (cause: string): Unavailable => ({ _tag: 'Unavailable', cause })

/** To whoever sent a command, a log that turns this process away is one that can't be reached. */
export const loadErrorOf = (error: ReadError): LoadError =>
  error._tag === 'AccessDenied' ? unavailable(`the log denies access: ${error.cause}`) : error
