import type { Either } from 'fp-ts/lib/Either.js'
import type { Decider, Rows } from '../decider.ts'

/** Folds events into a state that holds all rows, by what they touch. The state is changed in place. */
export const fold = <Command, Event, Rejection, Key, Row>(
  decider: Decider<Command, Event, Rejection, Key, Row>,
  state: Map<Key, Row>,
  events: ReadonlyArray<Event>,
): void => {
  for (const event of events) {
    for (const key of decider.touches(event)) {
      const row = decider.evolve(key, state.get(key), event)
      if (row === undefined) state.delete(key)
      else state.set(key, row)
    }
  }
}

/** Of a state that holds all rows, those at these keys and no others, as a decision is shown them. */
export const rowsAt = <Key, Row>(state: ReadonlyMap<Key, Row>, keys: ReadonlyArray<Key>): Rows<Key, Row> =>
  new Map(keys.map((key) => [key, state.get(key)]))

/** Decides on a state that holds all rows, and shows the decision only those that the command reads. */
export const decideOn = <Command, Event, Rejection, Key, Row>(
  decider: Decider<Command, Event, Rejection, Key, Row>,
  state: ReadonlyMap<Key, Row>,
  command: Command,
): Either<Rejection, ReadonlyArray<Event>> => decider.decide(command, rowsAt(state, decider.reads(command)))
