import type { TenantId } from '@parley/domain'
import { streamName } from '@parley/domain'
import type { EventStore } from '@parley/event-store'
import { quoted } from '@parley/projection'
import {
  core,
  database,
  type Difference,
  inSnapshot,
  parkedDifference,
  parkedOf,
  positionOf,
  readRowsOfStream,
  tableDifferences,
  tablesOfStream,
} from '@parley/read-models'
import * as E from 'fp-ts/lib/Either.js'
import type { Pool } from 'pg'
import type { GroupGeneration } from '../tables.ts'
import { projectStream, readEvents, untold } from './from-log.ts'
import { readSkipped } from './skipped.ts'

/**
 * Holds the rows of one channel, or of one person's inbox, against what the log makes of it. Left: why the log can't
 * tell, in words.
 */
export const auditStream = async (
  store: Pick<EventStore, 'readStream' | 'streamMetadata'>,
  pool: Pool,
  schema: string,
  stream: string,
  group = core,
): Promise<E.Either<string, ReadonlyArray<Difference>>> => {
  const stored = await inSnapshot(database(pool, schema), async (reading) => ({
    position: await positionOf(reading),
    tables: await readRowsOfStream(reading, schema, stream, group),
    parked: await parkedOf(reading, schema, stream),
  }))
  const events = await readEvents(store, stream)
  if (E.isLeft(events)) return events
  if (events.right.length === 0) {
    // An operator alone sets what is kept: what was cut off whole looks like what never was.
    const metadata = await store.streamMetadata(stream)()
    if (E.isLeft(metadata)) return E.left(untold(stream, metadata.left))
    if (Object.keys(metadata.right).length > 0)
      return E.left(`the log has not all of ${stream}: nothing of it is kept any more`)
  }
  const { tables, parked } = await projectStream(
    group,
    store,
    events.right,
    stored.position,
    await readSkipped(pool, group),
  )
  const own = new Set(tablesOfStream(stream, group).map(({ table }) => table.name))
  const made = new Map([...tables].filter(([name]) => own.has(name)))
  return E.right([
    ...tableDifferences(made, stored.tables),
    ...parkedDifference(stream, parked, stored.parked),
  ])
}

/** Some streams of a generation, chosen at random, of those that have no more revisions than so many. */
export const sampleStreams = async (
  pool: Pool,
  { schema, group }: Pick<GroupGeneration, 'schema' | 'group'>,
  most: number,
  mostRevision = Number.MAX_SAFE_INTEGER,
): Promise<ReadonlyArray<string>> => {
  const streams: Array<string> = []
  for (const place of group.streamPlaces) {
    const [tenant, id] = place.address.map(quoted)
    const { rows } = await pool.query<{ tenant: TenantId; id: string }>(
      `select ${tenant} as tenant, ${id} as id from ${quoted(schema)}.${quoted(place.table.name)}
       where revision <= $2 order by random() limit $1`,
      [most, mostRevision],
    )
    for (const row of rows)
      streams.push(streamName(place.kind, { tenantId: row.tenant, [place.kind.id]: row.id }))
  }
  return streams.toSorted(() => Math.random() - 0.5).slice(0, most)
}
