import { randomUUID } from 'node:crypto'
import { channelStream } from '@parley/domain'
import type { DomainEvent } from '@parley/domain'
import { acme, adasChannel, arbitraryCommands, worldAfter } from '@parley/domain/testing'
import { audit, ownGeneration, type Projector, type ProjectorOptions } from '@parley/projector'
import { buildGeneration, dumpReadModels, ownConnection } from '@parley/projection'
import fc from 'fast-check'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { append, chatter, elsewhere, type Engine, engine, schema } from './harness.ts'

let here: Engine
beforeEach(async () => {
  here = await engine()
})
afterEach(() => here.close())

const stream = channelStream(acme, adasChannel)
const built = ownGeneration('parley_eventstoredb')
const building = `${built.schema}_building`
const dump = (name: string) => dumpReadModels(here.pool, name, built.tables)

const caughtUp = async (projector: Projector, position: number): Promise<void> => {
  await expect
    .poll(() => projector.progress().caughtUp && projector.progress().position >= position)
    .toBe(true)
}

const start = (options: Partial<ProjectorOptions> = {}): Projector =>
  here.start({ generation: built, longLog: 1, ...options })

const isThere = async (name: string): Promise<boolean> =>
  (await here.pool.query(`select from pg_namespace where nspname = $1`, [name])).rowCount === 1

const rowsIn = async (table: string): Promise<number> =>
  (await here.pool.query<{ n: number }>(`select count(*)::int as n from ${built.schema}.${table}`)).rows[0]
    ?.n ?? -1

// Much of what people try at random is turned down: of many histories, the one in which most was said.
const history = (seed: number): ReadonlyArray<DomainEvent> =>
  fc
    .sample(arbitraryCommands({ channels: 4, maxLength: 500 }), { numRuns: 30, seed })
    .map((commands) => worldAfter(commands).events)
    .reduce((longest, events) => (events.length > longest.length ? events : longest))

test.each([1, 3, 20, 100_000])(
  'PRJ-90 PRJ-91: read models that are built by copying, in batches of %i, have the rows that all others have',
  async (maxBatch) => {
    await append(here.store, history(maxBatch))
    const foreign = { id: randomUUID(), type: 'Paid', data: {}, metadata: {} }
    await here.store.append(stream, 'any', [foreign])()
    await here.store.append(stream, 'any', [{ ...foreign, id: randomUUID(), type: 'MessageSent' }])()
    const more = elsewhere(chatter(40))
    const end = await append(here.store, more.slice(0, 20))
    const [ordinary, copied] = [here.start({ longLog: Number.POSITIVE_INFINITY }), start({ maxBatch })]
    await caughtUp(ordinary, end)
    await caughtUp(copied, end)
    const rows = await dump(built.schema)
    expect(rows).toEqual(await dump(schema))
    expect(rows['messages']?.rows).toBeGreaterThan(20)
    expect(rows['parked_streams']?.rows).toBe(1)
    expect(copied.progress()).toMatchObject({ parked: 1, projected: ordinary.progress().projected })
    // Of the rows of the stream that was given up there is nothing to compare, and of others nothing differs.
    expect(await audit(here.store, here.pool, built.schema)).toEqual([
      expect.objectContaining({ table: 'parked_streams' }),
    ])
    // What follows finds them as any other.
    const later = await append(here.store, more.slice(20))
    await caughtUp(copied, later)
    await caughtUp(ordinary, later)
    expect(await dump(built.schema)).toEqual(await dump(schema))
  },
)

test('PRJ-90: what was built has the keys and the indexes of any other', async () => {
  const end = await append(here.store, chatter(3))
  await caughtUp(here.start(), end)
  await caughtUp(start(), end)
  const indexes = async (name: string): Promise<ReadonlyArray<string>> =>
    (
      await here.pool.query<{ indexdef: string }>(
        'select indexdef from pg_indexes where schemaname = $1 order by indexdef',
        [name],
      )
    ).rows.map(({ indexdef }) => indexdef.replaceAll(`${name}.`, ''))
  expect(await indexes(built.schema)).toEqual(await indexes(schema))
  expect(await isThere(building)).toBe(false)
})

test('PRJ-92: until all of it is there, nobody sees any of it, and then all at once', async () => {
  const seen: Array<unknown> = []
  const end = await append(here.store, chatter(60))
  await buildGeneration(here.database.connectionString, built)
  const projector = start({ maxBatch: 5, committed: (position) => seen.push(position) })
  while (!projector.progress().caughtUp) {
    expect([0, 60]).toContain(await rowsIn('messages'))
    await new Promise((resolve) => setImmediate(resolve))
  }
  await caughtUp(projector, end)
  // Who waits in this process is told of nothing before.
  expect(seen).toEqual([end])
})

const kill = `select pg_terminate_backend(pid) from pg_stat_activity
  where application_name in ('parley builder', 'parley projector') and datname = current_database()`

test('PRJ-3 PRJ-93: a build that is killed again and again goes on from its checkpoint, and each event counts once', async () => {
  const end = await append(here.store, chatter(2_000))
  const lines: Array<string> = []
  const projector = start({ maxBatch: 20, say: (line) => lines.push(line) })
  let killed = 0
  let last = 0
  while (!projector.progress().caughtUp) {
    // Repeating a batch, it is behind where it was.
    const copied = projector.progress().copied?.to ?? 0
    if (copied > last + 100) {
      killed += (await here.pool.query(kill)).rowCount ?? 0
      last = copied
    }
    await new Promise((resolve) => setImmediate(resolve))
  }
  await caughtUp(projector, end)
  expect(killed).toBeGreaterThan(5)
  expect(lines.filter((line) => line.includes('are built on')).length).toBeGreaterThan(1)
  expect(await audit(here.store, here.pool, built.schema)).toEqual([])
  expect(await rowsIn('messages')).toBe(2_000)
  expect(await isThere(building)).toBe(false)
})

test('PRJ-64 PRJ-93: a build that is stopped is gone on with by the next projector, which says how far it was', async () => {
  const end = await append(here.store, chatter(400))
  const lines: Array<string> = []
  const say = (line: string): void => void lines.push(line)
  const first = start({ maxBatch: 7, say })
  await expect.poll(() => first.progress().copied?.to).toBeGreaterThan(100)
  await first.stop()
  expect(await rowsIn('messages')).toBe(0)
  await caughtUp(start({ say }), end)
  expect(lines).toEqual([
    `The read models of this version are built from the log, for schema ${built.schema}.`,
    expect.stringMatching(
      /^The read models of this version are built on from the log, for schema parley_eventstoredb_[0-9a-f]{12}: \d+ % was done\.$/,
    ),
    expect.stringMatching(
      /^The read models in schema parley_eventstoredb_[0-9a-f]{12} are built: \d+ events in 1 s, /,
    ),
  ])
  expect(await audit(here.store, here.pool, built.schema)).toEqual([])
})

test('PRJ-63: a projector of another build says what lies half built, what becomes of it, and how it is dropped', async () => {
  const end = await append(here.store, chatter(200))
  const first = start({ maxBatch: 7 })
  await expect.poll(() => first.progress().copied?.to).toBeGreaterThan(50)
  await first.stop()
  const warnings: Array<string> = []
  await caughtUp(here.start({ warn: (line) => warnings.push(line) }), end)
  expect(warnings.filter((line) => line.includes('half built'))).toEqual([
    expect.stringMatching(
      `^Read models for schema ${built.schema} lie half built in schema ${building} .* read-models drop ${building}`,
    ),
  ])
})

test('PRJ-92 PRJ-93: one that waits for who reads ends when it is told to, and takes its place another time', async () => {
  const end = await append(here.store, chatter(20))
  await buildGeneration(here.database.connectionString, built)
  const reading = await here.pool.connect()
  await reading.query(`begin; select from ${built.schema}.messages`)
  const first = start()
  const waits = `select count(*)::int as n from pg_locks l join pg_stat_activity a using (pid)
    where not l.granted and a.application_name = 'parley builder'`
  const waiting = async (): Promise<number> => (await here.pool.query<{ n: number }>(waits)).rows[0]?.n ?? 0
  await expect.poll(waiting).toBe(1)
  await first.stop()
  expect(first.progress()).toMatchObject({ state: 'stopped', position: 0 })
  expect(await waiting()).toBe(0)
  expect(await isThere(building)).toBe(true)
  const second = start()
  await expect.poll(waiting).toBe(1)
  await reading.query('commit')
  reading.release()
  await caughtUp(second, end)
  expect(await rowsIn('messages')).toBe(20)
  expect(await audit(here.store, here.pool, built.schema)).toEqual([])
  expect(await isThere(building)).toBe(false)
})

test('PRJ-30 PRJ-92: where a view hangs on the empty tables that is told, and once it is gone their place is taken', async () => {
  const end = await append(here.store, chatter(20))
  await buildGeneration(here.database.connectionString, built)
  await here.pool.query(`create view public.ours as select * from ${built.schema}.messages`)
  const troubles: Array<string> = []
  const projector = start({ troubled: (trouble) => troubles.push(trouble?.todo ?? '') })
  await expect.poll(() => troubles.join()).toContain('Drop those, and make them again afterwards.')
  expect(await rowsIn('messages')).toBe(0)
  await here.pool.query('drop view public.ours')
  await caughtUp(projector, end)
  expect(await rowsIn('messages')).toBe(20)
})

test('PRJ-90: a log that is not long is projected as it comes, and so is what others are at work on', async () => {
  const end = await append(here.store, chatter(20))
  const lines: Array<string> = []
  await caughtUp(start({ longLog: 25, say: (line) => lines.push(line) }), end)
  expect(lines).toEqual([
    `The read models of this version are built from the log, in schema ${built.schema}.`,
    expect.stringContaining('have caught up'),
  ])
})

test('PRJ-94: what else lies where a generation is built stays, and read models are built without copying', async () => {
  await here.pool.query(`create schema ${building}; create table ${building}.ours (n int)`)
  const end = await append(here.store, chatter(20))
  const warnings: Array<string> = []
  await caughtUp(start({ warn: (line) => warnings.push(line) }), end)
  expect(warnings).toEqual([expect.stringContaining(`In schema ${building} lies something else`)])
  expect(await audit(here.store, here.pool, built.schema)).toEqual([])
  expect(await isThere(building)).toBe(true)
})

test('PRJ-94: who may not create schemas builds without copying, and says why', async () => {
  const name = `limited_${randomUUID().replaceAll('-', '')}`
  await here.pool.query(
    `create role ${name} login password 'limited'; create schema ${built.schema} authorization ${name}`,
  )
  const limited = new URL(here.database.connectionString)
  limited.username = name
  limited.password = 'limited'
  const end = await append(here.store, chatter(20))
  const warnings: Array<string> = []
  const projector = start({ connectionString: limited.href, warn: (line) => warnings.push(line) })
  await caughtUp(projector, end)
  expect(warnings).toEqual([expect.stringContaining(`schema ${building} can't be made`)])
  expect(await audit(here.store, here.pool, built.schema)).toEqual([])
  await projector.stop()
  await here.pool.query(`drop owned by ${name}; drop role ${name}`)
})

test('PRJ-4 PRJ-94: a build waits for another that is under way', async () => {
  const end = await append(here.store, chatter(20))
  const other = ownConnection(here.database.connectionString, 'other')
  await other.connect()
  await other.query('select pg_advisory_lock(hashtextextended($1, 0))', [`parley projector ${building}`])
  const lines: Array<string> = []
  const projector = start({ log: (line) => lines.push(line) })
  await expect.poll(() => lines.join()).toContain('another process is at work')
  expect(await isThere(building)).toBe(false)
  await other.end()
  await caughtUp(projector, end)
})
