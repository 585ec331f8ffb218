import type { DomainEvent } from '@parley/domain'
import { decodeRecorded } from '@parley/event-store'
import { audit } from '@parley/projector'
import { dumpReadModels, queryPool } from '@parley/projection'
import type { TableDump } from '@parley/projection'
import { type Difference, readModels } from '@parley/read-models'
import { openLog, schemaOf, type Stores } from '@parley/wiring'
import * as E from 'fp-ts/lib/Either.js'
import { ownStreams } from './log.ts'

/** Everything that happened to the people of this file's tests, in order, as the log has it. */
export const happened = async (stores: Stores): Promise<ReadonlyArray<DomainEvent>> => {
  const store = await openLog(stores)
  try {
    const events: DomainEvent[] = []
    for (let after; ; ) {
      const page = await store.readAll({
        limit: 2_000,
        filter: { streamPrefixes: ownStreams },
        ...(after === undefined ? {} : { after }),
      })()
      if (E.isLeft(page)) throw new Error(JSON.stringify(page.left))
      for (const recorded of page.right) {
        const decoded = decodeRecorded(recorded)
        if (E.isLeft(decoded)) throw new Error(JSON.stringify(decoded.left))
        events.push(decoded.right)
      }
      after = page.right.at(-1)?.position
      if (after === undefined) return events
    }
  } finally {
    await store.close()
  }
}

/** For reading all that there is, however long it takes on a busy machine. */
const patientPool = (stores: Stores) => queryPool(stores.databaseUrl, { query_timeout: 0 })

/** Where rows and unread counts are not what the log says: nowhere, it is hoped. What others gave up is theirs. */
export const wrong = async (stores: Stores): Promise<ReadonlyArray<Difference>> => {
  const store = await openLog(stores)
  const pool = patientPool(stores)
  try {
    const found = await audit(store, pool, schemaOf(stores))
    return found.filter(({ table, key }) => table !== 'parked_streams' || isOwn(key))
  } finally {
    await pool.end()
    await store.close()
  }
}

const isOwn = (stream: string): boolean => ownStreams.some((prefix) => stream.startsWith(prefix))

/** What stands in the read models, table by table. */
export const dumpOf = async (stores: Stores): Promise<Readonly<Record<string, TableDump>>> => {
  const pool = patientPool(stores)
  try {
    return await dumpReadModels(
      pool,
      schemaOf(stores),
      readModels.map(({ table }) => table),
    )
  } finally {
    await pool.end()
  }
}

/** Removes all read models, as if they had never been. */
export const dropReadModels = async (stores: Stores): Promise<void> => {
  const pool = patientPool(stores)
  try {
    await pool.query(`drop schema "${schemaOf(stores)}" cascade`)
  } finally {
    await pool.end()
  }
}

/** The segments of every channel's messages, in the order in which they were sent. */
export const segmentsOf = (
  events: ReadonlyArray<DomainEvent>,
): ReadonlyMap<string, ReadonlyArray<number>> => {
  const segments = new Map<string, number[]>()
  for (const event of events)
    if (event.type === 'MessageSent')
      segments.set(event.channelId, [...(segments.get(event.channelId) ?? []), event.segment])
  return segments
}

/** 1 to `n`: what segments without holes are. */
export const upTo = (n: number): ReadonlyArray<number> => Array.from({ length: n }, (_, index) => index + 1)
