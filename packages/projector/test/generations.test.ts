import { randomUUID } from 'node:crypto'
import { channelStream } from '@parley/domain'
import { acme, adasChannel } from '@parley/domain/testing'
import { audit, type GroupGeneration, ownGeneration } from '@parley/projector'
import { type Generation, generationOf } from '@parley/projection'
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

/** The generation of a build that reads one more event, and writes the same tables. */
const reading = (more: string): GroupGeneration => {
  const { tables, group } = ownGeneration()
  const written = tables.map((each) => ({ table: each, version: 1 }))
  return { ...generationOf({ written, read: [more] }), group }
}

const checkpointOf = async ({ schema: name }: Pick<Generation, 'schema'>): Promise<unknown> =>
  (await here.pool.query<{ position: number }>(`select position from ${name}.checkpoint`)).rows[0]?.position

test('PRJ-61: projectors of two builds on one log follow it side by side, each in a generation of its own', async () => {
  const newer = reading('Flagged@1')
  const [one, other] = [here.start(), here.start({ generation: newer })]
  const events = chatter(40)
  await reach(looking.head, await append(here.store, events.slice(0, 20)))
  const end = await append(here.store, events.slice(20))
  await expect.poll(() => [one, other].every((each) => each.progress().position === end)).toBe(true)
  expect([one, other].map((each) => each.progress().state)).toEqual(['running', 'running'])
  for (const name of [schema, newer.schema]) expect(await audit(here.store, here.pool, name)).toEqual([])
})

test('PRJ-61: an event that one build can not read is given up by that build, and by no other', async () => {
  const newer = reading('Flagged@1')
  const stream = channelStream(acme, adasChannel)
  const other = here.start({ generation: newer })
  await append(here.store, chatter(3))
  await expect.poll(() => other.progress().position).toBeGreaterThan(0)
  await other.stop()
  const flagged = { id: randomUUID(), type: 'Flagged', data: {}, metadata: { v: 1 } }
  await here.store.append(stream, 'any', [flagged])()
  const own = here.start()
  await expect.poll(() => own.progress().parked).toBe(1)
  const parked = await here.pool.query(`select 1 from ${newer.schema}.parked_streams`)
  expect(parked.rows).toEqual([])
})

/** What a build does that knows one schema by a fixed name: throws away what is there, and lays it out as it has it. */
const asBefore = `
  drop schema if exists "parley_g1" cascade;
  create schema "parley_g1";
  create table "parley_g1".checkpoint (
    single boolean primary key default true check (single), position bigint not null, layout text not null
  ) with (fillfactor = 10);
  insert into "parley_g1".checkpoint (position, layout) values (0, '0123456789abcdef');
  create table "parley_g1".messages (message_id uuid primary key)`

test('PRJ-61: a build from before generations that begins anew, at any time, takes nothing from this one', async () => {
  const projector = here.start()
  const events = chatter(60)
  for (let n = 0; n < events.length; n += 6) {
    if (n % 12 === 0) await here.pool.query(asBefore)
    await reach(looking.head, await append(here.store, events.slice(n, n + 6)))
  }
  // What is committed is seen a moment before it is counted.
  await expect.poll(projector.progress).toMatchObject({ state: 'running', projected: events.length })
  expect(await audit(here.store, here.pool, schema)).toEqual([])
  expect(await checkpointOf({ schema: 'parley_g1' })).toBe(0)
})

test('PRJ-63: a projector names other read models once, with their size, whether they are at work, and how to drop them', async () => {
  await here.pool.query(asBefore)
  await here.pool.query('create schema theirs; create table theirs.checkpoint (position bigint)')
  const newer = reading('Flagged@1')
  const other = here.start({ generation: newer })
  await expect.poll(() => other.progress().caughtUp).toBe(true)
  const warnings: Array<string> = []
  const projector = here.start({ warn: (line) => warnings.push(line) })
  await expect.poll(() => projector.progress().caughtUp).toBe(true)
  await here.pool.query(
    "select pg_terminate_backend(pid) from pg_stat_activity where application_name = 'parley projector'",
  )
  const end = await append(here.store, chatter(2))
  await reach(looking.head, end)
  expect(warnings).toEqual([
    expect.stringMatching(/schema parley_[0-9a-f]{12} \(\d+ kB\).* A projector is at work on them now\./),
    expect.stringMatching(
      /schema parley_g1 \(\d+ kB\).*drop them, by `pnpm parley read-models drop parley_g1`\.$/,
    ),
  ])
  expect(warnings[1]).not.toContain('at work')
})

test('PRJ-64: read models that are built from a log that holds something are said, and that they have caught up', async () => {
  const lines: Array<string> = []
  const end = await append(here.store, chatter(30))
  const projector = here.start({ say: (line) => lines.push(line), maxBatch: 7 })
  await expect.poll(() => projector.progress().position === end && lines.length > 1).toBe(true)
  expect(lines).toEqual([
    `The read models of this version are built from the log, in schema ${schema}.`,
    expect.stringMatching(
      /^The read models in schema parley_[0-9a-f]{12} have caught up with the log: 34 events in \d+ s\.$/,
    ),
  ])
})
