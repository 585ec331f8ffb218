import * as TE from 'fp-ts/lib/TaskEither.js'
import pg from 'pg'
import { failureOf } from '../failures.ts'
import type { Failure } from '../failures.ts'
import { CorruptRow } from '../rows.ts'
import { settingsOf } from '../options.ts'
import type { PostgresLogOptions } from '../options.ts'
import { appendAfterFunction } from './append-after.ts'
import { appendFunction } from './append.ts'
import { earlierFunctions } from './earlier.ts'
import { reshapedTables } from './reshaped.ts'
import { streamFunctions } from './streams.ts'
import { tables } from './tables.ts'

/**
 * Every step that the schema has taken, in order. Tables that were released are never changed: another step follows.
 * A function that takes other arguments than before is made in a step of its own, and the one before it goes on to
 * answer those processes that still call it; older ones go.
 */
const steps: ReadonlyArray<(schema: string) => string> = [
  tables,
  appendFunction,
  streamFunctions,
  appendFunction,
  reshapedTables,
  appendFunction,
  appendAfterFunction,
  streamFunctions,
  earlierFunctions,
]

/**
 * Brings the schema of the log to the newest version, from nothing or from any earlier one. Several processes may
 * do so at once, and any of them again: one does it, the others wait and find it done.
 */
export const migrateLog = (options: PostgresLogOptions): TE.TaskEither<Failure, void> => {
  const { client: config, schema } = settingsOf(options)
  return TE.tryCatch(async () => {
    const client = new pg.Client({ ...config, query_timeout: 0 })
    client.on('error', () => {})
    try {
      await client.connect()
      await client.query('begin')
      await client.query('select pg_advisory_xact_lock(hashtext($1))', [`parley ${schema}`])
      await client.query(`create schema if not exists ${schema}`)
      await client.query(`create table if not exists ${schema}.steps (step integer primary key)`)
      const done = await client.query(`select 1 from ${schema}.steps`)
      if ((done.rowCount ?? 0) > steps.length)
        throw new CorruptRow(
          `a newer version of Parley has changed the log in schema ${schema}, and this one can't read it: use that one`,
        )
      for (const [step, sql] of steps.entries()) {
        if (step < (done.rowCount ?? 0)) continue
        await client.query(sql(schema))
        await client.query(`insert into ${schema}.steps (step) values ($1)`, [step])
      }
      await client.query('commit')
    } finally {
      await client.end().catch(() => {})
    }
  }, failureOf)
}
