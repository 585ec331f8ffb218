import { changeOf, changesTable, entryOf } from '@parley/change-feed'
import type { FeedEntry } from '@parley/change-feed'
import type { Position } from '@parley/domain'
import { decodeRecorded } from '@parley/event-store'
import type { RecordedEvent } from '@parley/event-store'
import { foldInto, readModels } from '@parley/read-models'
import type { FoldedBatch } from '@parley/read-models'
import * as E from 'fp-ts/lib/Either.js'
import { undecodable } from './failure.ts'

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

/** Adds an event; one that was had before changes nothing. Throws `ProjectorFailed` where it can't be decoded. */
export const addEvent = (batch: Batch, recorded: RecordedEvent): void => {
  if (recorded.position <= batch.to) return
  const decoded = decodeRecorded(recorded)
  if (E.isLeft(decoded)) throw undecodable(decoded.left)
  const { revision, position } = recorded
  const projected = { event: decoded.right, revision, position }
  for (const { table, project } of readModels) foldInto(batch.folded, table, project(projected))
  const entry = entryOf(projected)
  foldInto(batch.folded, changesTable, [changeOf(entry)])
  batch.entries.push(entry)
  batch.size += entry.json.length
  batch.to = position
  batch.since ??= Date.parse(recorded.recordedAt)
}
