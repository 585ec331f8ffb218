import { isEventIn } from '@parley/domain'
import type { DomainEvent, EventIn, Position, Revision, StreamAddress, StreamKind } from '@parley/domain'
import type { DecisionRead } from '../decisions/description.ts'
import type { Operation } from './operation.ts'
import type { AnyTable } from './table.ts'

/** An event with its place in its stream and in the log. */
export interface Projected<Event extends DomainEvent = DomainEvent> {
  readonly event: Event
  readonly revision: Revision
  readonly position: Position
}

/** What an event changes in one table. Pure, and reads nothing: the event carries all that is needed. */
export type Projection<Event extends DomainEvent = DomainEvent> = (
  projected: Projected<Event>,
) => ReadonlyArray<Operation>

/** A table, and what events change in it. */
export interface ReadModel {
  /** The kind of stream whose events it is made of; undefined: several kinds. */
  readonly stream: StreamKind | undefined
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

type KindName = StreamAddress['kind']

/** A read model that is made of the events in streams of one kind. Of any other event it makes nothing. */
export const readModelOf = <Kind extends KindName>(
  stream: StreamKind<Kind>,
  model: Omit<ReadModel, 'stream' | 'project'> & { readonly project: Projection<EventIn<Kind>> },
): ReadModel => ({
  ...model,
  stream,
  project: (projected) => (isOf(stream.kind, projected) ? model.project(projected) : nothing),
})

const isOf = <Kind extends KindName>(
  kind: Kind,
  projected: Projected,
): projected is Projected<EventIn<Kind>> => isEventIn(kind, projected.event)
