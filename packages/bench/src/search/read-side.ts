import { watchHead } from '@parley/projection'
import { ownGeneration } from '@parley/projector'
import { otherGroups, queries, type Queries } from '@parley/read-models'
import type { Pool } from 'pg'
import { builtFrom } from '../measure/built.ts'

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
  const { pool, schema, seconds, close } = await builtFrom(connectionString, ownGeneration('parley', group))
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
      await Promise.all([head.close(), other.close()])
      await close()
    },
  }
}
