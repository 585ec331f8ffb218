import type { DomainEvent, Position } from '@parley/domain'
import { streamPrefixes } from '@parley/domain'
import type { EventStore, RecordedEvent } from '@parley/event-store'
import { memoryTables, performInMemory, projectInMemory } from '@parley/projection'
import {
  core,
  database,
  givenUp,
  inSnapshot,
  parkedStreams,
  positionOf,
  readTables,
  readUnread,
  recountUnread,
  streamDifferences,
  streamsWithRows,
  tableDifferences,
  unreadDifferences,
} from '@parley/read-models'
import type { Difference, FromLog, Group } from '@parley/read-models'
import * as E from 'fp-ts/lib/Either.js'
import type { Pool } from 'pg'
import { noNotices } from './notices.ts'
import { keptFrom } from './kept.ts'
import { Sorting } from './sorting.ts'
import { readSkipped } from './streams/skipped.ts'

const pageSize = 2_000

type ReadableLog = Pick<EventStore, 'readAll' | 'readStream' | 'streamMetadata'>

async function* upTo(
  store: ReadableLog,
  last: Position,
): AsyncGenerator<ReadonlyArray<RecordedEvent>, void, undefined> {
  let after: Position | undefined
  for (;;) {
    const page = await store.readAll({
      limit: pageSize,
      filter: { streamPrefixes },
      ...(after === undefined ? {} : { after }),
    })()
    if (E.isLeft(page)) throw new Error(`the log can't be read: ${JSON.stringify(page.left)}`)
    yield page.right.filter(({ position }) => position <= last)
    after = page.right.at(-1)?.position
    if (after === undefined || after > last) return
  }
}

/** What the same projections make of the log up to a position, in memory. */
const projected = async (
  group: Group,
  store: ReadableLog,
  last: Position,
  skipped: ReadonlySet<string>,
  stored: ReadonlySet<string>,
): Promise<FromLog & { events: Array<DomainEvent> }> => {
  const { readModels } = group
  const tables = memoryTables(readModels)
  const events: Array<DomainEvent> = []
  const streams = new Set<string>()
  const parked = new Map<string, string>()
  const incomplete = new Set<string>()
  const gappy = new Set<string>()
  const sorting = new Sorting({
    group,
    log: store,
    parked: [],
    skipped,
    lastRevisions: async (unknown) => new Map(unknown.map((stream) => [stream, -1])),
    // What had been projected before the log let go of it is there by right.
    kept: (fresh) =>
      keptFrom(
        store,
        fresh.filter((stream) => !stored.has(stream)),
      ),
    notices: {
      ...noNotices,
      parked: ({ stream, revision, cause }) => void parked.set(stream, givenUp(revision, cause)),
      missing: ({ stream }) => void incomplete.add(stream),
    },
    most: Infinity,
  })
  for await (const page of upTo(store, last)) {
    await sorting.prepare(page)
    for (const recorded of page) {
      streams.add(recorded.stream)
      const sorted = await sorting.next(recorded)
      if (sorted._tag === 'skip') {
        gappy.add(recorded.stream)
        for (const { table, operations } of sorted.changes) performInMemory(tables, table, operations)
      }
      if (sorted._tag !== 'project') continue
      events.push(sorted.projected.event)
      projectInMemory(readModels, tables, [sorted.projected])
    }
  }
  return { tables, events, streams, parked, incomplete, skipped: gappy }
}

/**
 * Holds the read models of a group against the log: every row against what the same projections make of the log in memory,
 * every unread count against one counted out of the log message by message. Returns where they differ; a stream of
 * which the log has not all, or an event that can't be read, is one difference, in words, and its rows are not compared
 * where there is nothing to compare them with. Rejects where one of the two can't be read. It holds all of both in
 * memory, and reads each table in one question: where they are large, by a pool whose questions have no end
 * (`query_timeout: 0`).
 */
export const audit = async (
  store: ReadableLog,
  pool: Pool,
  schema: string,
  group = core,
): Promise<ReadonlyArray<Difference>> => {
  const { position, tables, unread, parked } = await inSnapshot(database(pool, schema), async (reading) => ({
    position: await positionOf(reading),
    tables: await readTables(reading, schema, group.readModels),
    unread: group === core ? await readUnread(reading, schema) : [],
    parked: await readTables(reading, schema, [{ table: parkedStreams }]),
  }))
  const fromLog = await projected(
    group,
    store,
    position,
    await readSkipped(pool, group),
    streamsWithRows(group, tables),
  )
  const { differences, compares } = streamDifferences(fromLog, { tables, parked }, group)
  return [
    ...differences,
    ...[
      ...tableDifferences(fromLog.tables, tables, group.readModels),
      ...(group === core ? unreadDifferences(recountUnread(fromLog.events), unread) : []),
    ].filter(compares),
  ]
}
