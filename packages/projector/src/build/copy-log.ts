import { setImmediate as turn } from 'node:timers/promises'
import type { Position } from '@parley/domain'
import type { EventStore } from '@parley/event-store'
import { recogniseOnce } from '@parley/event-store'
import type { FoldedBatch } from '@parley/projection'
import { addEvent, type Batch, emptyBatch, fits, hasNews, isFull, operationsOf } from '../batch.ts'
import type { Notices } from '../notices.ts'
import { Sorting, type SortingOptions } from '../sorting.ts'
import { pageSize, readAhead } from './read-ahead.ts'

/** The most of one batch: in memory there are two. */
const most = { events: 25_000, characters: 16_000_000 }

export interface CopyLogOptions
  extends Pick<SortingOptions, 'group' | 'parked' | 'skipped' | 'lastRevisions'> {
  readonly store: Pick<EventStore, 'readAll' | 'readStream' | 'streamMetadata'>
  readonly notices: Notices
  /** Where what was copied before ends. */
  readonly from: Position
  /** Where the log ended when it was last looked at: what is copied goes as far at least. */
  readonly end: Position
  /** The most events of one batch. */
  readonly maxBatch?: number
  /** Writes a batch; false: somebody else did. */
  readonly write: (batch: FoldedBatch, step: Pick<Batch, 'from' | 'to'>) => Promise<boolean>
  /** Told what was written. */
  readonly written: (batch: Batch) => void
  readonly ended: AbortSignal
}

/** Somebody else builds the same. */
class OvertakenBuild extends Error {}

/**
 * Projects what the log has, up to its end, in large batches, of which one is written while the next is gathered. Comes
 * back sooner where it is told to end; what it was told was written is.
 */
export const copyLog = async (options: CopyLogOptions): Promise<void> => {
  const { store, write, written, ended, maxBatch = most.events } = options
  const sorting = new Sorting({
    ...options,
    log: store,
    recognise: recogniseOnce,
    // More than are in the batches and pages under way.
    most: 3 * (maxBatch + pageSize),
  })
  let batch = emptyBatch(options.from)
  let writing = Promise.resolve()

  const hand = async (full: Batch): Promise<void> => {
    if (!(await write(operationsOf(full), full)))
      throw new OvertakenBuild(`the checkpoint is no longer at ${full.from}`)
    written(full)
  }
  const next = async (): Promise<void> => {
    await writing
    writing = hand(batch)
    writing.catch(() => {})
    batch = emptyBatch(batch.to)
  }

  const gather = async (): Promise<void> => {
    for await (const events of readAhead(store, options.from, options.end)) {
      if (ended.aborted) return
      await sorting.prepare(events)
      for (const event of events) {
        const becomes = sorting.next(event)
        const sorted = becomes instanceof Promise ? await becomes : becomes
        if (!fits(batch, sorted)) await next()
        addEvent(batch, event, sorted)
        if (isFull(batch, maxBatch, most.characters)) await next()
      }
      // Others in this process have their turn.
      await turn()
    }
  }
  try {
    await gather()
  } catch (error) {
    // What went wrong first says why: the connection takes no questions once a batch was refused.
    await writing
    throw error
  }
  if (hasNews(batch) && !ended.aborted) await next()
  await writing
}
