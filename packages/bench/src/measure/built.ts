import { type EventStore } from '@parley/event-store'
import { postgresEventStore } from '@parley/event-store-postgres'
import { queryPool, quoted } from '@parley/projection'
import { ownGeneration, runProjector } from '@parley/projector'
import * as E from 'fp-ts/lib/Either.js'
import type { Pool } from 'pg'

/** Read models of a group that stand, and go on following their log. */
export interface Built {
  readonly store: EventStore
  readonly pool: Pool
  readonly schema: string
  /** Seconds that it took to build them. */
  readonly seconds: number
  readonly close: () => Promise<void>
}

/** Has read models be built of all that a log holds, and vacuumed as they would be in time; the core's unless given. */
export const builtFrom = async (connectionString: string, generation = ownGeneration()): Promise<Built> => {
  const { schema, tables } = generation
  const store = postgresEventStore({ connectionString })
  const end = await store.end()()
  if (E.isLeft(end)) throw new Error(JSON.stringify(end.left))
  const done = Promise.withResolvers<void>()
  const began = performance.now()
  const projector = runProjector({
    store,
    connectionString,
    generation,
    committed: (position) => {
      if (position >= (end.right ?? 0)) done.resolve()
    },
    failed: ({ cause }) => done.reject(new Error(cause)),
  })
  await done.promise
  const seconds = (performance.now() - began) / 1_000
  const pool = queryPool(connectionString, { query_timeout: 0 })
  for (const { name } of tables) await pool.query(`vacuum analyze ${quoted(schema)}.${quoted(name)}`)
  return {
    store,
    pool,
    schema,
    seconds,
    close: async () => {
      await projector.stop()
      await store.close()
      await pool.end()
    },
  }
}
