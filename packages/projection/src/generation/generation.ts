import { Position } from '@parley/domain'
import * as t from 'io-ts'
import type { Pool, PoolClient } from 'pg'
import { queryPool } from '../sql/connection.ts'
import { assertSchemaName, quoted } from '../sql/identifier.ts'
import { createTables, layoutOf } from '../sql/layout.ts'
import type { AnyTable } from '../table/table.ts'

/** The schema of the read models that are in use unless another is named. */
export const defaultSchema = 'parley_g1'

/** `kept`: it was there; `created`: it was not; `replaced`: it was laid out otherwise, and begins anew, empty. */
export type Prepared = 'kept' | 'created' | 'replaced'

/** The tables there are laid out otherwise than this version of the engine has them. */
export class LayoutDiffers extends Error {
  constructor(schema: string) {
    super(`the read models in schema ${schema} are those of another version of the engine, or not all there`)
    this.name = 'LayoutDiffers'
  }
}

/** Runs `work` in a transaction that no other change to this schema's layout runs beside. */
const alone = async <A>(pool: Pool, schema: string, work: (client: PoolClient) => Promise<A>): Promise<A> => {
  assertSchemaName(schema)
  const client = await pool.connect()
  try {
    await client.query('begin')
    await client.query('select pg_advisory_xact_lock(hashtextextended($1, 0))', [`parley layout ${schema}`])
    const result = await work(client)
    await client.query('commit')
    client.release()
    return result
  } catch (error) {
    // The connection may be in any state: it is closed, and with that the transaction is undone.
    client.release(true)
    throw error
  }
}

const Layouts = t.array(t.type({ layout: t.string }))

/** The layout of what is there: nothing where there is none, and none that we know where a table is missing. */
const layoutThere = async (
  client: PoolClient,
  schema: string,
  tables: ReadonlyArray<AnyTable>,
): Promise<string | undefined> => {
  const found = await client.query('select to_regclass($1) is not null as there', [
    `${quoted(schema)}.checkpoint`,
  ])
  if (!t.array(t.type({ there: t.literal(true) })).is(found.rows)) return undefined
  const { rows } = await client.query(`select layout from ${quoted(schema)}.checkpoint`)
  const missing = await client.query(
    `select 1 from unnest($2::text[]) n where to_regclass($1 || '.' || quote_ident(n)) is null`,
    [quoted(schema), tables.map(({ name }) => name)],
  )
  const layout = Layouts.is(rows) ? rows[0]?.layout : undefined
  return missing.rows.length > 0 && layout === layoutOf(tables) ? notWhole : layout
}

const notWhole = 'not whole'

const create = async (client: PoolClient, schema: string, tables: ReadonlyArray<AnyTable>): Promise<void> => {
  const name = quoted(schema)
  const statements = [
    `create schema ${name}`,
    `create table ${name}.checkpoint (
       single boolean primary key default true check (single), position bigint not null, layout text not null
     ) with (fillfactor = 10)`,
    `insert into ${name}.checkpoint (position, layout) values (0, '${layoutOf(tables)}')`,
    ...createTables(schema, tables),
  ]
  await client.query(statements.join(';\n'))
}

/**
 * Sees to it that a generation's tables are there, empty with the checkpoint at 0 where they were not. Any number
 * of processes may call it at once. A generation that is laid out otherwise is thrown away and begun again where
 * `otherwise` says so; it is derived, and is projected anew. Else: throws `LayoutDiffers`. It asks over a connection
 * of its own, without an end: throwing much away, or waiting for another process, may take long.
 */
export const prepareGeneration = async (
  connectionString: string,
  schema: string,
  tables: ReadonlyArray<AnyTable>,
  otherwise: 'replace' | 'fail' = 'replace',
): Promise<Prepared> => {
  const pool = queryPool(connectionString, { max: 1, query_timeout: 0 })
  try {
    return await alone(pool, schema, async (client) => {
      const there = await layoutThere(client, schema, tables)
      if (there === layoutOf(tables)) return 'kept'
      if (there !== undefined && otherwise === 'fail') throw new LayoutDiffers(schema)
      await client.query(`drop schema if exists ${quoted(schema)} cascade`)
      await create(client, schema, tables)
      return there === undefined ? 'created' : 'replaced'
    })
  } finally {
    await pool.end()
  }
}

/** Throws all read models of a generation away, the checkpoint and the change feed with them. */
export const dropReadModels = (pool: Pool, schema: string): Promise<void> =>
  alone(pool, schema, async (client) => {
    await client.query(`drop schema if exists ${quoted(schema)} cascade`)
  })

const Checkpoints = t.array(t.type({ position: Position }))

/** Where a generation is, by its own tables. Rejects where there is no such generation. */
export const readCheckpoint = async (client: Pick<Pool, 'query'>, schema: string): Promise<Position> => {
  const { rows }: { rows: unknown } = await client.query(`select position from ${quoted(schema)}.checkpoint`)
  const first = Checkpoints.is(rows) ? rows[0] : undefined
  if (first === undefined) throw new Error(`no checkpoint in schema ${schema}`)
  return first.position
}
