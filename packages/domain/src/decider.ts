import type { Either } from 'fp-ts/lib/Either.js'

/**
 * What a decision may look at: rows by key. A key that is there with `undefined` was looked up and does not exist;
 * a key that is not there was not looked up, and no decision may ask for it.
 */
export type Rows<Key, Row> = ReadonlyMap<Key, Row | undefined>

/**
 * The rules of one kind of stream, pure. The shell around it (packages/commands) looks up the rows that a command
 * `reads`, as a projection has them, folds the stream's later events into them with `touches` and `evolve`, and
 * appends what `decide` says. Rows, not one big state: a channel may hold millions of messages, a decision looks
 * at three.
 */
export interface Decider<Command, Event, Rejection, Key, Row> {
  /** The keys of all rows that deciding this command may look at. */
  readonly reads: (command: Command) => ReadonlyArray<Key>
  /** The events that the command makes; none: accepted, and nothing to do. */
  readonly decide: (command: Command, rows: Rows<Key, Row>) => Either<Rejection, ReadonlyArray<Event>>
  /** The keys of all rows that this event changes. */
  readonly touches: (event: Event) => ReadonlyArray<Key>
  /** A row after an event that touches it; `undefined` before: not there yet; after: gone. */
  readonly evolve: (key: Key, row: Row | undefined, event: Event) => Row | undefined
}
