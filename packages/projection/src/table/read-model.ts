import type { DomainEvent, Position, Revision } from '@parley/domain'
import type { DecisionRead } from '../decisions/description.ts'
import type { Operation } from './operation.ts'
import type { AnyTable } from './table.ts'

/** An event with its place in its stream and in the log. */
export interface Projected {
  readonly event: DomainEvent
  readonly revision: Revision
  readonly position: Position
}

/** What an event changes in one table. Pure, and reads nothing: the event carries all that is needed. */
export type Projection = (projected: Projected) => ReadonlyArray<Operation>

/** A table, and what events change in it. */
export interface ReadModel {
  readonly table: AnyTable
  /**
   * Of the projection, from 1: raised where it makes something else of the same events. What the version before made
   * stays beside it, for those who run it.
   */
  readonly version: number
  readonly project: Projection
  /** The rows that decisions read from the table. */
  readonly decisions?: ReadonlyArray<DecisionRead>
}

/** The answer of a projection to an event that does not concern it. */
export const nothing: ReadonlyArray<Operation> = []
