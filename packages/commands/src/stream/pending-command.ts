import type { Command, Position, Rejection, Revision, RowKey, Rows } from '@parley/domain'
import type { JsonObject } from '@parley/event-store'
import type * as E from 'fp-ts/lib/Either.js'
import type { CommandError } from '../errors.ts'

/** What a command came to: all of it is in the log for good. */
export interface Settled {
  /** The last event that the rows depend on: of the command's own, or of the stream; 0 where there is none. */
  readonly revision: Revision
  readonly position: Position
  /** How many events it made. */
  readonly events: number
  /** The rows that it looked at, as of `revision`. */
  readonly rows: Rows
}

/** A command, and the rows that it looks at elsewhere. */
interface Given {
  readonly command: Command
  readonly elsewhere: Rows
}

/** A command that waits to be decided; or, without one, somebody who asks for rows as they are at the end of a stream. */
export interface PendingCommand {
  readonly given: Given | undefined
  readonly keys: ReadonlyArray<RowKey>
  /** Those of the keys whose row is there only if an event of this very command is. */
  readonly presumedAbsent: ReadonlyArray<RowKey>
  /** What is held against it by whoever gave it: its answer where it would make events. A repeat makes none. */
  readonly refused?: Rejection
  /** What is kept with each event that it makes. */
  readonly metadata?: JsonObject
  /** Whose it is: room is shared by person. */
  readonly by: string
  /** The key of the row by which they belong here, of their membership say; undefined: all who come do. */
  readonly entry: RowKey | undefined
  /** Called once. */
  readonly answer: (outcome: E.Either<CommandError, Settled>) => void
}
