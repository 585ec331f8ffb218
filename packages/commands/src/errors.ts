import type { Rejection } from '@parley/domain'
import { outOfReach } from '@parley/event-store'
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
 * What the log holds of a stream can't be read, or is kept no more and nothing else has it: what the stream came to is
 * not known. Nothing was written. It concerns this stream alone, and only somebody who sees to the log can mend it.
 */
export interface StreamCorrupt extends Corrupt {
  readonly stream: string
  /** The revisions that are missing, both included; absent: something is there that can't be read. */
  readonly missing?: { readonly from: number; readonly to: number }
}

/**
 * Why a command was not carried out. `Unavailable`: nothing was written. `InDoubt`: it is not known whether it was;
 * the same command again, under the same name, settles it.
 */
export type CommandError =
  | Rejected
  | Overloaded
  | Unavailable
  | InDoubt
  | TooLarge
  | StreamDeleted
  | StreamCorrupt
  | Corrupt

/** What keeps a stream's state from being known. */
export type LoadError = Unavailable | StreamDeleted | StreamCorrupt | Corrupt

/** Nothing was written, for this reason. */
export const unavailable = (cause: string): Unavailable => ({ _tag: 'Unavailable', cause })

/** These revisions of a stream are kept no more, both included. */
export const missing = (stream: string, from: number, to: number): StreamCorrupt => ({
  _tag: 'Corrupt',
  cause: `${from === to ? `revision ${from} is` : `revisions ${from} to ${to} are`} kept no more of ${stream}`,
  stream,
  missing: { from, to },
})

/** What keeps a stream's state from being known where the log could not be read. */
export const loadErrorOf = (error: ReadError): LoadError =>
  error._tag === 'AccessDenied' ? outOfReach(error) : error
