import type { Either } from 'fp-ts/lib/Either.js'
import { type Command, commandDefinitionOf, decide } from '../commands.ts'
import { type DomainEvent, rowChangesOf } from '../events.ts'
import type { DecisionRow, RowKey, Rows } from '../kit/row.ts'
import type { Rejection } from '../rejections.ts'

/** All rows of a stream, by the text of their keys. */
export type State = Map<string, DecisionRow>

/** Folds events into a state that holds all rows. The state is changed in place. */
export const fold = (state: State, events: ReadonlyArray<DomainEvent>): void => {
  for (const event of events) {
    for (const { key, apply } of rowChangesOf(event)) {
      const row = apply(state.get(key.text))
      if (row === undefined) state.delete(key.text)
      else state.set(key.text, row)
    }
  }
}

/** What these events come to. */
export const stateAfter = (events: ReadonlyArray<DomainEvent>): State => {
  const state: State = new Map()
  fold(state, events)
  return state
}

/** Of a state that holds all rows, those at these keys and no others, as a decision is shown them. */
export const rowsAt = (state: ReadonlyMap<string, DecisionRow>, keys: ReadonlyArray<RowKey>): Rows =>
  new Map(keys.map(({ text }) => [text, state.get(text)]))

/**
 * Decides on states that hold all rows, that of the command's stream and that of where it looks beside it, and shows
 * the decision only those that the command reads.
 */
export const decideOn = (
  command: Command,
  state: ReadonlyMap<string, DecisionRow>,
  elsewhere: ReadonlyMap<string, DecisionRow> = new Map(),
): Either<Rejection, ReadonlyArray<DomainEvent>> => {
  const definition = commandDefinitionOf(command)
  return decide(
    command,
    rowsAt(state, definition.reads(command)),
    rowsAt(elsewhere, definition.elsewhere?.(command).keys ?? []),
  )
}
