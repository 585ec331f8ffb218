import type { DecisionRow, Position, Revision, RowKey, StreamAddress } from '@parley/domain'
import type { Corrupt, Unavailable } from '@parley/event-store'
import type { TaskEither } from 'fp-ts/lib/TaskEither.js'

/** Where a projection is in one stream, with some of the rows of its state: one consistent look, however old. */
export interface RowsAsOf {
  /** The last event of the stream that is in the rows; `no-stream`: none is, and then there are no rows. */
  readonly revision: Revision | 'no-stream'
  /**
   * A position at which those events are in the projection: that of the event at `revision`, or any later one up
   * to the projection's checkpoint. 0 with `no-stream`.
   */
  readonly position: Position
  /** An entry for the text of every key that was asked for; `undefined` where there is no such row at `revision`. */
  readonly rows: ReadonlyMap<string, DecisionRow | undefined>
}

/**
 * The port to a projection, from which decisions take the rows they need. The rows and the revision must fit
 * together exactly (one transaction, or one statement). They may be as old as they like, or not there at all, and
 * differently so at each call: the log's later events are folded into them, and only the speed differs.
 *
 * Many mailboxes ask at once; gathering their questions into one statement is for the implementation to do.
 */
export interface RowSource {
  /** `keys` are distinct, of the stream's kind; with none of them, the answer is where the projection is in the stream. */
  readonly load: (
    stream: StreamAddress,
    keys: ReadonlyArray<RowKey>,
  ) => TaskEither<Unavailable | Corrupt, RowsAsOf>
}
