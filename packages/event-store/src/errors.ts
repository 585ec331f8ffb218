import type { Revision } from '@parley/domain'

/** The stream stands elsewhere than was expected. `actual` is its last revision, or `no-stream`. */
export interface WrongRevision {
  readonly _tag: 'WrongRevision'
  readonly stream: string
  readonly expected: ExpectedRevision
  readonly actual: Revision | 'no-stream'
}

/** The stream was deleted for good: nothing is read from it or appended to it again. */
export interface StreamDeleted {
  readonly _tag: 'StreamDeleted'
  readonly stream: string
}

/** The store can't be reached, or is not ready. Nothing was written; the same call may succeed later. */
export interface Unavailable {
  readonly _tag: 'Unavailable'
  readonly cause: string
}

/** An append went out and no answer came: it is written or it is not. Append the same events again to settle it. */
export interface InDoubt {
  readonly _tag: 'InDoubt'
  readonly cause: string
}

/** More than the store takes in one append. */
export interface TooLarge {
  readonly _tag: 'TooLarge'
  readonly bytes: number
  readonly most: number
}

/** The store knows whoever asks, or does not, and says no. */
export interface AccessDenied {
  readonly _tag: 'AccessDenied'
  readonly cause: string
}

/** To whoever works on a log, one that turns this process away is one that can't be reached. */
export const outOfReach = ({ cause }: AccessDenied): Unavailable => ({
  _tag: 'Unavailable',
  cause: `the log denies access: ${cause}`,
})

/** What the log holds there is not what this version can read: a gap in understanding, not in the log. */
export interface Corrupt {
  readonly _tag: 'Corrupt'
  readonly cause: string
  /** A position that was asked after and is none of this log: it is another log, or one that was set back. */
  readonly unknownPosition?: number
}

/** `any`: wherever the stream stands; `no-stream`: it must not exist; a revision: that of its last event. */
export type ExpectedRevision = Revision | 'no-stream' | 'any'

/** Why nothing was read. */
export type ReadError = StreamDeleted | Unavailable | AccessDenied | Corrupt
/**
 * Why an append, or another change of a stream, has not been acknowledged. Only `InDoubt` leaves open whether it is
 * written.
 */
export type AppendError =
  | WrongRevision
  | StreamDeleted
  | Unavailable
  | InDoubt
  | TooLarge
  | AccessDenied
  | Corrupt
/** Everything that a call of a store may fail with. */
export type StoreError = ReadError | AppendError
