import type { Position } from '@parley/domain'
import type { RecordedEvent } from '@parley/event-store'
import { foldInto, operations } from '@parley/projection'
import type { FoldedBatch, Projected } from '@parley/projection'
import { parkedStreams } from '@parley/read-models'
import { latestEvent, latestOf } from './latest-event.ts'
import type { Changes, Sorted } from './sorting.ts'

/** A stretch of the log, projected and folded, on its way into the database. */
export interface Batch {
  readonly from: Position
  to: Position
  readonly folded: FoldedBatch
  /** The last of its events. */
  latest?: Projected
  /** How many events are in it. */
  events: number
  /** It takes no other event: this one clears rows. */
  alone?: true
  /** Characters of all that is said in them: what the batch takes, roughly, in memory and on its way. */
  size: number
  /** When the log took the first of its events, in milliseconds since the epoch; absent while there is none. */
  since?: number
  /** When the log took the last of them. */
  until?: string
}

export const emptyBatch = (from: Position): Batch => ({
  from,
  to: from,
  folded: new Map(),
  events: 0,
  size: 0,
})

/** Whether there is something to commit, if only a checkpoint. */
export const hasNews = (batch: Batch): boolean => batch.to > batch.from

const mostSize = 4_000_000

/** Whether it has as many events as a batch may have, or such large ones that it is enough. */
export const isFull = (batch: Batch, most: number, characters = mostSize): boolean =>
  batch.alone === true || batch.events >= most || batch.size >= characters

/**
 * Whether an event, as it was sorted, goes into this batch, which is not full. Where rows go by it all at once, nothing else
 * is done to them in its batch (RM-65).
 */
export const fits = (batch: Batch, sorted: Sorted): boolean =>
  batch.folded.size === 0 || sorted._tag !== 'project' || !sorted.clears

const { put } = operations(parkedStreams)

/** All that it does to tables, once nothing is added any more. */
export const operationsOf = ({ folded, latest }: Batch): FoldedBatch => {
  if (latest !== undefined) foldInto(folded, latestEvent, [latestOf(latest)])
  return folded
}

/** Adds an event, as it was sorted. */
export const addEvent = (batch: Batch, recorded: RecordedEvent, sorted: Sorted): void => {
  batch.to = recorded.position
  switch (sorted._tag) {
    case 'pass':
      return
    case 'park':
      return foldInto(batch.folded, parkedStreams, [put(sorted.parked)])
    case 'skip':
      return foldChanges(batch, sorted.changes)
    case 'project':
      return project(batch, recorded, sorted)
    default:
      return sorted satisfies never
  }
}

const foldChanges = (batch: Batch, changes: ReadonlyArray<Changes>): void => {
  for (const { table, operations: done } of changes) foldInto(batch.folded, table, done)
}

const project = (
  batch: Batch,
  recorded: RecordedEvent,
  { projected, changes, clears }: Extract<Sorted, { readonly _tag: 'project' }>,
): void => {
  foldChanges(batch, changes)
  if (clears) batch.alone = true
  batch.latest = projected
  batch.events += 1
  batch.size += charactersOf(projected.event)
  batch.since ??= Date.parse(recorded.recordedAt)
  batch.until = recorded.recordedAt
}

/** The names of an event's fields, and what is around them. */
const around = 200

const charactersOf = (value: object): number => {
  let sum = around
  // They are read out of JSON, so that all of their fields are their own; a list of the values would be one more thing made.
  for (const name in value) {
    const part: unknown = value[name as keyof typeof value]
    if (typeof part === 'string') sum += part.length
    else if (typeof part === 'object' && part !== null) sum += charactersOf(part)
  }
  return sum
}
