import { randomUUID } from 'node:crypto'
import { testDatabase } from '@parley/embedded-postgres/testing'
import { anEvent, left, revision, right, someEvents } from '@parley/event-store/contract'
import { SubscriptionFailed } from '@parley/event-store'
import { migrateLog, postgresEventStore } from '@parley/event-store-postgres'
import pg from 'pg'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { tables } from '../src/schema/tables.ts'

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

it('ENGINE-25: a log that a newer version has changed is left as it is', async () => {
  const options = { connectionString: database.connectionString, schema: 'newer' }
  await right(migrateLog(options))
  const admin = new pg.Client({ connectionString: database.connectionString })
  await admin.connect()
  await admin.query('insert into newer.steps select max(step) + 1 from newer.steps')
  expect(await left(migrateLog(options))).toMatchObject({
    _tag: 'Corrupt',
    cause: expect.stringContaining('newer version of Parley'),
  })
  await admin.end()
})

it('LOG-37: a log of an earlier version is brought to this one, with what is in it', async () => {
  const { connectionString } = database
  const options = { connectionString, schema: 'earlier' }
  const admin = new pg.Client({ connectionString })
  await admin.connect()
  await admin.query('create schema earlier; create table earlier.steps (step integer primary key)')
  await admin.query(tables('earlier'))
  await admin.query('insert into earlier.steps select generate_series(0, 3)')
  const id = randomUUID()
  await admin.query(`insert into earlier.streams (id, name, revision) values (1, 's', 0)`)
  await admin.query(`insert into earlier.events values (1, 0, 0, 1, '${id}', 'Was', '{}', '{}')`)
  await admin.query('update earlier.head set position = 1, streams = 1')
  await right(migrateLog(options))
  const store = postgresEventStore(options)
  expect((await right(store.append('s', revision(0), someEvents(3)))).position).toBe(4)
  expect(await right(store.append('s', 'any', [{ ...anEvent(), id }]))).toMatchObject({ position: 1 })
  await store.close()
  await admin.end()
})

it('LOG-37: a process of the version before is at work beside one of this', async () => {
  const { connectionString } = database
  const options = { connectionString, schema: 'beside' }
  await right(migrateLog(options))
  const store = postgresEventStore(options)
  for (const expected of ['no-stream', revision(0), revision(1)] as const)
    await right(store.append('s', expected, someEvents(1)))
  const admin = new pg.Client({ connectionString })
  await admin.connect()
  const { rows } = await admin.query(
    `select to_json(a) as answer
      from beside.append('s', '{1}', '{2}', '{1}', $1, '{1}', 'Theirs', '{}', '{}', 'another', false) a`,
    [randomUUID()],
  )
  expect(rows).toMatchObject([{ answer: { statuses: [0], revisions: [3], positions: [4], last: 4 } }])
  const { rows: read } = await admin.query(
    `select s.deleted::integer, e.revision::integer from beside.streams s left join lateral (
        select revision from beside.events
        where stream = s.id and revision >= greatest(2, s.truncate_before, s.revision + 1 - s.max_count)
        order by revision
      ) e on not s.deleted
      where s.name = 's'`,
  )
  expect(read).toEqual([
    { deleted: 0, revision: 2 },
    { deleted: 0, revision: 3 },
  ])
  expect(await left(store.append('s', revision(2), someEvents(1)))).toMatchObject({ actual: 3 })
  expect((await right(store.append('s', revision(3), someEvents(1)))).position).toBe(5)
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
