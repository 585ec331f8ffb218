import { randomUUID } from 'node:crypto'
import { testDatabase } from '@parley/embedded-postgres/testing'
import { left, right, someEvents } from '@parley/event-store/contract'
import { SubscriptionFailed } from '@parley/event-store'
import { migrateLog, postgresEventStore } from '@parley/event-store-postgres'
import pg from 'pg'
import { afterAll, beforeAll, expect, it } from 'vitest'

let database: Awaited<ReturnType<typeof testDatabase>>
beforeAll(async () => {
  database = await testDatabase()
})
afterAll(() => database.drop())

it('LOG-37: a log that was not migrated is corrupt to whoever uses it, and nothing waits for ever', async () => {
  const { connectionString } = database
  const store = postgresEventStore({ connectionString, schema: 'nothing_here' })
  expect(await left(store.append('s', 'any', someEvents(1)))).toMatchObject({ _tag: 'Corrupt' })
  expect(await left(store.readAll())).toMatchObject({ _tag: 'Corrupt' })
  await expect(store.subscribe().next()).rejects.toThrow(SubscriptionFailed)
  await store.close()
})

it('LOG-37: many migrate at once, and again, and the log stays as it is', async () => {
  const { connectionString } = database
  await Promise.all(Array.from({ length: 6 }, () => right(migrateLog({ connectionString }))))
  const store = postgresEventStore({ connectionString })
  await right(store.append('s', 'no-stream', someEvents(3)))
  await right(migrateLog({ connectionString }))
  expect(await right(store.readStream('s'))).toHaveLength(3)
  await store.close()
})

it('LOG-37: a log of an earlier version is brought to this one, and keeps what processes of that version call', async () => {
  const { connectionString } = database
  const options = { connectionString, schema: 'earlier' }
  await right(migrateLog(options))
  const admin = new pg.Client({ connectionString })
  await admin.connect()
  await admin.query('drop function earlier.append')
  await admin.query('delete from earlier.steps where step > 2')
  await admin.query(`create function earlier.append(texts text) returns text language sql as 'select texts'`)
  await right(migrateLog(options))
  const store = postgresEventStore(options)
  expect((await right(store.append('s', 'no-stream', someEvents(3)))).position).toBe(3)
  expect((await admin.query(`select earlier.append('called') as answer`)).rows).toEqual([
    { answer: 'called' },
  ])
  await store.close()
  await admin.end()
})

it('LOG-37: two logs in one database know nothing of one another', async () => {
  const { connectionString } = database
  await right(migrateLog({ connectionString, schema: 'one' }))
  await right(migrateLog({ connectionString, schema: 'other' }))
  const [one, other] = ['one', 'other'].map((schema) => postgresEventStore({ connectionString, schema }))
  if (one === undefined || other === undefined) throw new Error('no stores')
  await right(one.append('s', 'no-stream', someEvents(3)))
  expect((await right(other.append('s', 'no-stream', someEvents(1)))).position).toBe(1)
  await Promise.all([one.close(), other.close()])
})

it('LOG-37: a schema that would need quoting is refused', () => {
  expect(() => postgresEventStore({ connectionString: 'postgres://x', schema: 'a"; drop' })).toThrow(
    RangeError,
  )
})

it('LOG-34: whom the database does not let in is denied access', async () => {
  const { connectionString } = database
  const role = `role_${randomUUID().replaceAll('-', '')}`
  const admin = new pg.Client({ connectionString })
  await admin.connect()
  await right(migrateLog({ connectionString }))
  await admin.query(`create role ${role} login password 'x'`)
  const url = new URL(connectionString)
  url.username = role
  url.password = 'x'
  const store = postgresEventStore({ connectionString: url.href })
  expect(await left(store.append('s', 'any', someEvents(1)))).toMatchObject({ _tag: 'AccessDenied' })
  expect(await left(store.readStream('s'))).toMatchObject({ _tag: 'AccessDenied' })
  await expect(store.subscribe().next()).rejects.toMatchObject({ reason: { _tag: 'AccessDenied' } })
  await store.close()
  await admin.query(`drop role ${role}`)
  await admin.end()
})
