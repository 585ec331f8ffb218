import { isEventIn } from '@parley/domain'
import type {
  DomainEvent,
  EventIn,
  Position,
  Revision,
  StreamKind,
  StreamKindName,
  ToldEvent,
  ToldIn,
} from '@parley/domain'
import type { DecisionRead } from '../decisions/description.ts'
import type { PublicRow } from '../public/public-row.ts'
import type { Operation } from './operation.ts'
import type { AnyTable } from './table.ts'

/** An event with its place in its stream and in the log. */
export interface Projected<Event extends ToldEvent = DomainEvent> {
  readonly event: Event
  readonly revision: Revision
  readonly position: Position
}

/** What an event changes in one table. Pure, and reads nothing: the event carries all that is needed. */
export type Projection<Event extends ToldEvent = DomainEvent> = (
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
  /**
   * Its rows outlast the streams that they were made of: where the log has nothing of a row any more, an audit holds
   * nothing against it. Only where no row shows anything by itself.
   */
  readonly outlasts?: true
  /** The rows that decisions read from the table. */
  readonly decisions?: ReadonlyArray<DecisionRead>
  /** How changes of its rows are told to those who may see them; absent: they are not. */
  readonly told?: Told
}

/** What tells changes of public rows: the projection that writes them, which takes events as they are told, too. */
export interface Told {
  readonly publicRow: PublicRow
  readonly project: Projection<ToldEvent>
}

/** The answer of a projection to an event that does not concern it. */
export const nothing: ReadonlyArray<Operation> = []

type Described = Omit<ReadModel, 'stream' | 'project' | 'told'>

/** A read model that is made of the events in streams of one kind. Of any other event it makes nothing. */
export const readModelOf = <Kind extends StreamKindName>(
  stream: StreamKind<Kind>,
  model: Described & { readonly project: Projection<EventIn<Kind>> },
): ReadModel => ({
  ...model,
  stream,
  project: (projected) => (isOf(stream.kind, projected) ? model.project(projected) : nothing),
})

/** As `readModelOf`, of rows that are public: its projection has to do with what is left of events in hindsight. */
export const toldModelOf = <Kind extends StreamKindName>(
  stream: StreamKind<Kind>,
  {
    publicRow,
    ...model
  }: Described & { readonly project: Projection<ToldIn<Kind>>; readonly publicRow: PublicRow },
): ReadModel => {
  const project: Projection<ToldEvent> = (projected) =>
    isToldOf(stream.kind, projected) ? model.project(projected) : nothing
  return { ...model, stream, project, told: { publicRow, project } }
}

const isOf = <Kind extends StreamKindName>(
  kind: Kind,
  projected: Projected,
): projected is Projected<EventIn<Kind>> => isEventIn(kind, projected.event)

const isToldOf = <Kind extends StreamKindName>(
  kind: Kind,
  projected: Projected<ToldEvent>,
): projected is Projected<ToldIn<Kind>> => isEventIn(kind, projected.event)
