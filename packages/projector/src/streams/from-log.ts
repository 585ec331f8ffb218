import type { Position, Revision } from '@parley/domain'
import type { EventStore, ReadError, RecordedEvent } from '@parley/event-store'
import {
  foldInto,
  type FoldedBatch,
  memoryTables,
  type MemoryTables,
  performInMemory,
} from '@parley/projection'
import type { Group, ParkedStream } from '@parley/read-models'
import * as E from 'fp-ts/lib/Either.js'
import { noNotices } from '../notices.ts'
import { Sorting } from '../sorting.ts'

type ReadableLog = Pick<EventStore, 'readStream' | 'streamMetadata'>

const pageSize = 1_000

/** Why the log can't tell of a stream, in words. */
export const untold = (stream: string, error: ReadError): string =>
  `the log can't tell of ${stream}: ${JSON.stringify(error)}`

/** A stream's events from a revision on. Left: why the log can't tell them, in words. */
export const readEvents = async (
  store: ReadableLog,
  stream: string,
  from = 0,
): Promise<E.Either<string, ReadonlyArray<RecordedEvent>>> => {
  const events: Array<RecordedEvent> = []
  for (;;) {
    const next = from + events.length
    const page = await store.readStream(stream, { from: next as Revision, limit: pageSize })()
    if (E.isLeft(page)) return E.left(untold(stream, page.left))
    const [first] = page.right
    if (first !== undefined && first.revision !== next)
      return E.left(`the log has not all of ${stream}: revision ${next} is kept no more`)
    events.push(...page.right)
    if (page.right.length < pageSize) return E.right(events)
  }
}

/** What the projections make of one stream. */
export interface StreamFromLog {
  readonly tables: MemoryTables
  /** The same, to be written; and that the stream is given up, where it is. */
  readonly folded: FoldedBatch
  readonly parked: ParkedStream | undefined
}

/** Projects all events of a stream up to a position. */
export const projectStream = async (
  group: Group,
  store: ReadableLog,
  events: ReadonlyArray<RecordedEvent>,
  upTo: Position,
  skipped: ReadonlySet<string>,
): Promise<StreamFromLog> => {
  const tables = memoryTables(group.readModels)
  const folded: FoldedBatch = new Map()
  const sorting = new Sorting({
    group,
    log: store,
    parked: [],
    skipped,
    lastRevisions: async (streams) => new Map(streams.map((stream) => [stream, -1])),
    notices: noNotices,
  })
  let parked: ParkedStream | undefined
  for (const recorded of events) {
    if (recorded.position > upTo) break
    const sorted = await sorting.next(recorded)
    if (sorted._tag === 'park') ({ parked } = sorted)
    if (sorted._tag !== 'project' && sorted._tag !== 'skip') continue
    for (const { table, operations } of sorted.changes) {
      performInMemory(tables, table, operations)
      foldInto(folded, table, operations)
    }
  }
  return { tables, folded, parked }
}
