import pg from 'pg'
import { expect, test } from 'vitest'
import { testDatabase } from '../src/testing/index.ts'

test('PG-14: every call gives an empty database of its own, and dropping it puts its connections out', async () => {
  const [one, other] = await Promise.all([testDatabase(), testDatabase()])
  const client = new pg.Client({ connectionString: one.connectionString })
  const errors: Array<Error> = []
  client.on('error', (error) => errors.push(error))
  const ended = new Promise<void>((resolve) => client.once('end', resolve))
  await client.connect()
  await client.query('create table things (id int)')
  const elsewhere = new pg.Client({ connectionString: other.connectionString })
  await elsewhere.connect()
  const tables = await elsewhere.query("select 1 from pg_tables where schemaname = 'public'")
  expect(tables.rowCount).toBe(0)
  await elsewhere.end()
  await one.drop()
  await ended
  expect(errors[0]?.message).toContain('terminating connection')
  await other.drop()
})
