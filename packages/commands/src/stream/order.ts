import type { Decider, DomainEvent, Position, Rejection, Revision, Rows } from '@parley/domain'
import type * as E from 'fp-ts/lib/Either.js'
import type { CommandError } from '../errors.ts'

/** What the shell needs to know of one kind of stream, beside where its projection is. */
export interface StreamRules<Command, Event extends DomainEvent, Key, Row> {
  readonly decider: Decider<Command, Event, Rejection, Key, Row>
  readonly isEvent: (event: DomainEvent) => event is Event
  /** Whether an event needs none before it: where revisions before it are kept no more, nothing is missing. */
  readonly begins: (event: Event) => boolean
  /** The key of the row that nearly every decision looks at, if there is one. */
  readonly pinned: Key | undefined
  /**
   * Those of a command's keys whose row is there only if an event of this very command is: a log that remembers ids
   * says so by itself, and they need not be looked up before.
   */
  readonly presumedAbsent: (command: Command) => ReadonlyArray<Key>
}

/** What came of an order: all of it stands in the log for good. */
export interface Answer<Key, Row> {
  /** The last event that the rows depend on: of the order's own, or of the stream; 0 where there is none. */
  readonly revision: Revision
  readonly position: Position
  /** How many events it made. */
  readonly events: number
  /** The rows that it looked at, as of `revision`. */
  readonly rows: Rows<Key, Row>
}

/** A command that waits for its turn in a stream; or, without one, somebody who wants to look at rows. */
export interface Order<Command, Key, Row> {
  readonly command: Command | undefined
  readonly keys: ReadonlyArray<Key>
  /** What is held against it by whoever gave it: its answer where it would make events. A repeat makes none. */
  readonly refused?: Rejection
  /** Whose it is: places and turns are shared by person. */
  readonly by: string
  /** The key of the row by which they belong here, of their membership say; undefined: all who come do. */
  readonly entry: Key | undefined
  /** Called once. */
  readonly answer: (outcome: E.Either<CommandError, Answer<Key, Row>>) => void
}
