import type { DomainEvent, Position } from '@parley/domain'
import { streamPrefixes } from '@parley/domain'
import { decodeRecorded } from '@parley/event-store'
import type { EventStore, RecordedEvent } from '@parley/event-store'
import {
  database,
  inSnapshot,
  memoryTables,
  positionOf,
  projectInMemory,
  readModels,
  readTables,
  readUnread,
  recountUnread,
  tableDifferences,
  unreadDifferences,
} from '@parley/read-models'
import type { Difference } from '@parley/read-models'
import * as E from 'fp-ts/lib/Either.js'
import type { Pool } from 'pg'
import { undecodable } from './failure.ts'

const pageSize = 2_000

async function* upTo(
  store: Pick<EventStore, 'readAll'>,
  last: Position,
): AsyncGenerator<RecordedEvent, void, undefined> {
  let after: Position | undefined
  for (;;) {
    const page = await store.readAll({
      limit: pageSize,
      filter: { streamPrefixes },
      ...(after === undefined ? {} : { after }),
    })()
    if (E.isLeft(page)) throw new Error(`the log can't be read: ${JSON.stringify(page.left)}`)
    for (const recorded of page.right) {
      if (recorded.position > last) return
      yield recorded
    }
    after = page.right.at(-1)?.position
    if (after === undefined) return
  }
}

/**
 * Holds the read models against the log: every row against what the same projections make of the log in memory,
 * every unread count against one counted out of the log message by message. Returns where they differ; rejects
 * where one of the two can't be read. It holds all of both in memory, and reads each table in one question: where they
 * are large, by a pool whose questions have no end (`query_timeout: 0`).
 */
export const audit = async (
  store: Pick<EventStore, 'readAll'>,
  pool: Pool,
  schema: string,
): Promise<ReadonlyArray<Difference>> => {
  const { position, tables, unread } = await inSnapshot(database(pool, schema), async (reading) => ({
    position: await positionOf(reading),
    tables: await readTables(reading, schema, readModels),
    unread: await readUnread(reading, schema),
  }))
  const fromLog = memoryTables(readModels)
  const events: Array<DomainEvent> = []
  for await (const recorded of upTo(store, position)) {
    const decoded = decodeRecorded(recorded)
    if (E.isLeft(decoded)) throw undecodable(decoded.left)
    events.push(decoded.right)
    projectInMemory(readModels, fromLog, [
      { event: decoded.right, revision: recorded.revision, position: recorded.position },
    ])
  }
  return [...tableDifferences(fromLog, tables), ...unreadDifferences(recountUnread(events), unread)]
}
