import { changeOf, changesTable, entryOf } from '@parley/change-feed'
import type { FeedEntry } from '@parley/change-feed'
import type { DomainEvent, Position } from '@parley/domain'
import type { RecordedEvent } from '@parley/event-store'
import { foldInto, operations } from '@parley/projection'
import type { FoldedBatch } from '@parley/projection'
import { parkedStreams, readModels } from '@parley/read-models'
import type { Sorted } from './sorting.ts'

/** A stretch of the log, projected and folded, on its way into the database. */
export interface Batch {
  readonly from: Position
  to: Position
  readonly folded: FoldedBatch
  readonly entries: Array<FeedEntry>
  /** Characters of all entries: what the batch takes, roughly, in memory and on its way. */
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
  entries: [],
  size: 0,
})

/** Whether there is something to commit, if only a checkpoint. */
export const hasNews = (batch: Batch): boolean => batch.to > batch.from

const mostSize = 4_000_000

/** Whether it has as many events as a batch may have, or such large ones that it is enough. */
export const isFull = (batch: Batch, most: number): boolean =>
  batch.entries.length >= most || batch.size >= mostSize

const { put } = operations(parkedStreams)

/** Adds an event, as it was sorted. */
export const addEvent = (batch: Batch, recorded: RecordedEvent, sorted: Sorted): void => {
  batch.to = recorded.position
  switch (sorted._tag) {
    case 'pass':
      return
    case 'park':
      return foldInto(batch.folded, parkedStreams, [put(sorted.parked)])
    case 'project':
      return project(batch, recorded, sorted.event)
    default:
      return sorted satisfies never
  }
}

const project = (batch: Batch, recorded: RecordedEvent, event: DomainEvent): void => {
  const { revision, position } = recorded
  const projected = { event, revision, position }
  for (const { table, project: changesBy } of readModels) foldInto(batch.folded, table, changesBy(projected))
  const entry = entryOf(projected)
  foldInto(batch.folded, changesTable, [changeOf(entry)])
  batch.entries.push(entry)
  batch.size += entry.json.length
  batch.since ??= Date.parse(recorded.recordedAt)
  batch.until = recorded.recordedAt
}
