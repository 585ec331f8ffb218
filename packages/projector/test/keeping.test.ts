import { randomUUID } from 'node:crypto'
import { certain, channelStream, type DomainEvent, Revision, Timestamp } from '@parley/domain'
import * as sample from '@parley/domain/testing'
import { memoryEventStore } from '@parley/event-store'
import { audit } from '@parley/projector'
import { buildGeneration, column, generationOf, table } from '@parley/projection'
import * as t from 'io-ts'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { append, chatter, type Engine, engine, reach, type Reader, reader, schema } from './harness.ts'

let here: Engine
let looking: Reader
beforeEach(async () => {
  here = await engine()
  looking = reader(here.database)
})
afterEach(async () => {
  await looking.close()
  await here.close()
})

test('PRJ-9: an audit finds a row that is wrong, one that is missing, one too many and a wrong unread count', async () => {
  here.start()
  const end = await append(here.store, chatter(10))
  await reach(looking.head, end)
  expect(await audit(here.store, here.pool, schema)).toEqual([])
  await here.pool.query(
    `update ${schema}.messages set body = '{"kind":"text","text":"forged"}' where segment = 3`,
  )
  await here.pool.query(`delete from ${schema}.members where user_id = 'bob'`)
  await here.pool.query(`insert into ${schema}.cursors (tenant_id, user_id, channel_id, feed_id, part, read_to, read_at) values
    ('acme', 'ada', (select channel_id from ${schema}.channels), 'main', 'all', 10, '2026-01-01T00:00:00.000Z')`)
  const found = await audit(here.store, here.pool, schema)
  expect(
    found.map(({ table: name, fromLog, stored }) => [name, fromLog !== undefined, stored !== undefined]),
  ).toEqual([
    ['members', true, false],
    ['messages', true, true],
    ['cursors', false, true],
    ['unread', true, true],
    ['unread', true, false],
  ])
})

test('PRJ-6: a batch has at most so many events, and what has come in the meantime goes together', async () => {
  const sizes: Array<number> = []
  const events = chatter(1_000)
  const end = await append(here.store, events)
  here.start({
    maxBatch: 64,
    committed: (_, count) => void sizes.push(count),
  })
  await reach(looking.head, end)
  await expect.poll(() => sizes.reduce((sum, size) => sum + size, 0)).toBe(events.length)
  expect(Math.max(...sizes)).toBe(64)
  expect(sizes.length).toBeLessThan(events.length / 20)
})

test('PRJ-6: one event goes at once, without waiting for others', async () => {
  const published: Array<number> = []
  here.start({
    committed: (_, count) => void published.push(count),
  })
  const events = chatter(20)
  for (const event of events) await reach(looking.head, await append(here.store, [event]))
  await expect.poll(() => published.filter((count) => count > 0)).toEqual(events.map(() => 1))
})

test('PRJ-10: a log that ends before the checkpoint stops the projector, which says how to begin anew', async () => {
  const first = here.start()
  await reach(looking.head, await append(here.store, chatter(5)))
  await first.stop()
  const restored = memoryEventStore()
  const end = await append(restored, chatter(2))
  const lines: Array<string> = []
  const stopped = here.start({ store: restored, log: (line) => lines.push(line) })
  await stopped.ended
  expect(stopped.progress()).toMatchObject({ state: 'failed', position: 9, failure: { _tag: 'OtherLog' } })
  const said = lines.at(-1) ?? ''
  expect(said).toContain(`the log ends at ${end}, before position 9`)
  const statement = /run `([^`]+)`/.exec(said)?.[1]
  await here.pool.query(statement ?? 'nothing was said')
  const again = here.start({ store: restored })
  await expect.poll(() => again.progress().position).toBe(end)
  expect(await audit(restored, here.pool, schema)).toEqual([])
  await again.stop()
  await restored.close()
})

test('PRJ-40: a log that was set back and has grown past the checkpoint stops the projector as well', async () => {
  const first = here.start()
  const end = await append(here.store, chatter(5))
  await reach(looking.head, end)
  await first.stop()
  const restored = memoryEventStore()
  await append(restored, chatter(2))
  const later = (event: DomainEvent): DomainEvent => ({
    ...event,
    at: certain(Timestamp, '2031-01-01T00:00:00.000Z'),
  })
  await append(restored, chatter(9).slice(6).map(later))
  const stopped = here.start({ store: restored })
  await stopped.ended
  expect(stopped.progress()).toMatchObject({ state: 'failed', failure: { _tag: 'OtherLog' } })
})

test('PRJ-40: one that has grown in other streams only is told too; one that was cut off or deleted is the same', async () => {
  const first = here.start()
  const events = chatter(5)
  const [created, ...said] = events
  await reach(looking.head, await append(here.store, events))
  await first.stop()
  const restored = memoryEventStore()
  const stream = channelStream(sample.acme, sample.adasChannel)
  for (let n = 0; n < 12; n += 1)
    await restored.append(`another-${n}`, 'any', [{ id: randomUUID(), type: 'x', data: {}, metadata: {} }])()
  await append(restored, created === undefined ? [] : [created])
  const stopped = here.start({ store: restored })
  await stopped.ended
  expect(stopped.progress()).toMatchObject({ state: 'failed', failure: { _tag: 'OtherLog' } })
  await here.store.setStreamMetadata(stream, { truncateBefore: certain(Revision, said.length + 1) })()
  const cut = here.start()
  await expect.poll(() => cut.progress().caughtUp).toBe(true)
  await cut.stop()
  await here.store.deleteStream(stream, certain(Revision, said.length))()
  const deleted = here.start()
  await expect.poll(() => deleted.progress().caughtUp).toBe(true)
})

const other = table({ name: 'other', columns: { id: column('bigint', t.number) }, key: ['id'] })
/** What another build would keep, in the schema of this one. */
const otherContent = { ...generationOf({ written: [{ table: other, version: 1 }], read: [] }), schema }

const stopsAndSays = async (words: RegExp): Promise<string> => {
  const projector = here.start()
  await projector.ended
  const { failure, state } = projector.progress()
  expect(state).toBe('failed')
  expect(failure).toMatchObject({ _tag: 'OtherGeneration', cause: expect.stringMatching(words) })
  return /run `([^`]+)`/.exec(failure?.cause ?? '')?.[1] ?? 'nothing was said'
}

test('PRJ-60: where something else lies in its schema a projector drops nothing, and says how a person does', async () => {
  await buildGeneration(here.database.connectionString, otherContent)
  await here.pool.query(`insert into ${schema}.other values (7)`)
  const end = await append(here.store, chatter(5))
  const statement = await stopsAndSays(/are the read models of another version/)
  expect((await here.pool.query(`select id from ${schema}.other`)).rows).toEqual([{ id: 7 }])
  await here.pool.query(statement)
  here.start()
  await reach(looking.head, end)
  expect(await audit(here.store, here.pool, schema)).toEqual([])
})

test('PRJ-60: a projector at work stops where its read models were made others by hand, and leaves them', async () => {
  const projector = here.start()
  await reach(looking.head, await append(here.store, chatter(5)))
  await here.pool.query(`update ${schema}.checkpoint set fingerprint = 'ffffffffffff'`)
  await append(here.store, chatter(6).slice(-1))
  await projector.ended
  expect(projector.progress()).toMatchObject({ state: 'failed', failure: { _tag: 'OtherGeneration' } })
  expect((await here.pool.query(`select position from ${schema}.checkpoint`)).rows).toEqual([{ position: 9 }])
})

test('PRJ-60: a schema that a person has made for it, empty, is built in', async () => {
  await here.pool.query(`create schema ${schema}`)
  const projector = here.start()
  await reach(looking.head, await append(here.store, chatter(2)))
  await expect.poll(projector.progress).toMatchObject({ state: 'running', projected: 6 })
})

test('PRJ-5: a projector waits for a database that is not there, and ends when it is told to', async () => {
  const lines: Array<string> = []
  const nowhere = here.start({
    connectionString: 'postgres://nobody@127.0.0.1:1/none',
    log: (line) => lines.push(line),
  })
  await expect.poll(() => lines.length).toBeGreaterThan(2)
  expect(nowhere.progress()).toMatchObject({ state: 'retrying', projected: 0 })
  await nowhere.stop()
  expect(nowhere.progress().state).toBe('stopped')
})

test('PRJ-1: a projector ends by itself when the log is closed', async () => {
  const projector = here.start()
  await reach(looking.head, await append(here.store, chatter(5)))
  await here.store.close()
  await projector.ended
  expect(projector.progress()).toMatchObject({ state: 'stopped', projected: 9 })
})

test('PRJ-5: a connection that is killed while a query has it and asks nothing does not end the process', async () => {
  const client = await here.pool.connect()
  await client.query('begin')
  const { rows } = await client.query<{ pid: number }>('select pg_backend_pid() as pid')
  const ended = new Promise((resolve) => client.once('end', resolve))
  await here.pool.query('select pg_terminate_backend($1)', [rows[0]?.pid])
  await ended
  await expect(client.query('select 1')).rejects.toThrow('not queryable')
  client.release(true)
})

test('PRJ-31: where a table was dropped, a projector leaves the rest, and says how to have it made anew', async () => {
  const first = here.start()
  await reach(looking.head, await append(here.store, chatter(10)))
  await first.stop()
  await here.pool.query(`drop table ${schema}.members`)
  const statement = await stopsAndSays(/these tables are missing: members/)
  expect((await here.pool.query(`select 1 from ${schema}.messages`)).rows).toHaveLength(10)
  await here.pool.query(statement)
  const second = here.start()
  await expect.poll(() => second.progress().caughtUp).toBe(true)
  expect(await audit(here.store, here.pool, schema)).toEqual([])
})

test('PRJ-30: what keeps it is told, as passing or lasting, and that it goes on', async () => {
  const told: Array<unknown> = []
  const projector = here.start({ troubled: (trouble) => told.push(trouble) })
  const [first, ...others] = chatter(3)
  await reach(looking.head, await append(here.store, first === undefined ? [] : [first]))
  const full = `create function public.full_disk() returns trigger language plpgsql as $$
    begin raise exception 'no room' using errcode = '53100'; end $$`
  await here.pool.query(full)
  await here.pool.query(
    `create trigger full_disk before insert on ${schema}.latest_event execute function public.full_disk()`,
  )
  told.length = 0
  const end = await append(here.store, others)
  await expect.poll(() => told.length).toBeGreaterThan(1)
  expect(told[0]).toMatchObject({
    lasting: false,
    cause: expect.stringContaining('disk of the database is full'),
  })
  expect(projector.progress().state).not.toBe('failed')
  await here.pool.query(`drop trigger full_disk on ${schema}.latest_event`)
  await reach(looking.head, end)
  await expect.poll(() => told.at(-1)).toBeUndefined()
})
