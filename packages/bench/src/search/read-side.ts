import { postgresEventStore } from '@parley/event-store-postgres'
import { queryPool, quoted, watchHead } from '@parley/projection'
import { ownGeneration, runProjector } from '@parley/projector'
import { otherGroups, queries, type Queries } from '@parley/read-models'
import * as E from 'fp-ts/lib/Either.js'
import type { Pool } from 'pg'

/** Search over a log of which the core is there. */
export interface Searchable {
  readonly ask: Queries
  readonly pool: Pool
  /** Seconds that it took to be built. */
  readonly seconds: number
  /** Bytes of its tables, and of their indexes. */
  readonly bytes: { readonly tables: number; readonly indexes: number }
  readonly close: () => Promise<void>
}

/** Has search be built of a log, by copying as every group is. */
export const searchableLog = async (connectionString: string): Promise<Searchable> => {
  const group = otherGroups.find(({ name }) => name === 'search')
  const generation = ownGeneration('parley', group)
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
  const { schema } = generation
  for (const { name } of generation.tables)
    await pool.query(`vacuum analyze ${quoted(schema)}.${quoted(name)}`)
  const { rows } = await pool.query<{ tables: number; indexes: number }>(
    `select sum(pg_table_size(oid))::float8 as tables, sum(pg_indexes_size(oid))::float8 as indexes
     from pg_class where relnamespace = $1::regnamespace and relkind = 'r'`,
    [schema],
  )
  const core = ownGeneration()
  const head = watchHead(connectionString, core.schema)
  const other = watchHead(connectionString, schema)
  return {
    ask: queries({ pool, schema: core.schema, head, otherHeads: new Map([['search', other]]) }),
    pool,
    seconds,
    bytes: rows[0] ?? { tables: 0, indexes: 0 },
    close: async () => {
      await projector.stop()
      await store.close()
      await Promise.all([head.close(), other.close()])
      await pool.end()
    },
  }
}
