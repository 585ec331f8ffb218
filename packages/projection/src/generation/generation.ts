import type { Pool, PoolClient } from 'pg'
import { queryPool } from '../sql/connection.ts'
import { assertSchemaName, quoted } from '../sql/identifier.ts'
import { createTables } from '../sql/layout.ts'
import { createCheckpoint } from './checkpoint.ts'
import type { Generation } from './fingerprint.ts'
import { lookAtGeneration, whatStands } from './look.ts'

/** `kept`: it was there; `created`: it was not, and is there now, empty, with the checkpoint at 0. */
export type Built = 'kept' | 'created'

/** What lies in the schema of a generation is not that generation, or not all of it. It is left as it is. */
export class OtherGeneration extends Error {
  constructor(what: string) {
    super(what)
    this.name = 'OtherGeneration'
  }
}

/** Waits until nobody else changes the layout of a schema; nobody else does until the end of the transaction. */
export const lockForLayout = (schema: string): [sql: string, values: [string]] => [
  'select pg_advisory_xact_lock(hashtextextended($1, 0))',
  [`parley layout ${schema}`],
]

/** Runs `work` in a transaction that no other change to this schema's layout runs beside. */
const alone = async <A>(pool: Pool, schema: string, work: (client: PoolClient) => Promise<A>): Promise<A> => {
  assertSchemaName(schema)
  const client = await pool.connect()
  try {
    await client.query('begin')
    await client.query(...lockForLayout(schema))
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

const create = async (
  client: PoolClient,
  { schema, fingerprint, tables }: Generation,
  schemaThere: boolean,
): Promise<void> => {
  const statements = [
    ...(schemaThere ? [] : [`create schema ${quoted(schema)}`]),
    ...createCheckpoint(schema, fingerprint),
    ...createTables(schema, tables),
  ]
  await client.query(statements.join(';\n'))
}

/**
 * Sees to it that a generation's tables are there, empty with the checkpoint at 0 where they were not. Any number of
 * processes may call it at once. It drops nothing: throws `OtherGeneration` where something else lies in the schema, or
 * only a part of the generation. It asks over a connection of its own, without an end, since waiting for another
 * process may take long.
 */
export const buildGeneration = async (connectionString: string, generation: Generation): Promise<Built> => {
  const pool = queryPool(connectionString, { max: 1, query_timeout: 0 })
  try {
    return await alone(pool, generation.schema, async (client) => {
      const seen = await lookAtGeneration(client, generation)
      switch (seen._tag) {
        case 'there':
          return 'kept'
        case 'absent':
          await create(client, generation, seen.schema === 'empty')
          return 'created'
        case 'other':
        case 'not-whole':
          throw new OtherGeneration(`${whatStands(seen, generation)}; ${howToDrop(generation.schema)}`)
        default:
          return seen satisfies never
      }
    })
  } finally {
    await pool.end()
  }
}

/** What a person does to have read models made anew, as the end of a sentence. */
export const howToDrop = (schema: string): string =>
  'to have them made anew from the log, stop the gateways and projectors that use them, run ' +
  `\`drop schema ${quoted(schema)} cascade\` in the database of the read models, and start again`

/** Throws all read models of a generation away, and the checkpoint with them. Nothing does so at a start. */
export const dropReadModels = (pool: Pool, schema: string): Promise<void> =>
  alone(pool, schema, async (client) => {
    await client.query(`drop schema if exists ${quoted(schema)} cascade`)
  })
