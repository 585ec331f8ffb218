import type { DomainEvent } from '@parley/domain'
import { arbitraryCommands, worldAfter } from '@parley/domain/testing'
import { proxyTo } from '@parley/embedded-postgres/testing'
import { audit, ownGeneration } from '@parley/projector'
import { dropReadModels, dumpReadModels } from '@parley/projection'
import fc from 'fast-check'
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

// Much of what people try at random is turned down: of many histories, the one in which most was said.
const said = (events: ReadonlyArray<DomainEvent>): number =>
  events.filter(({ type }) => type === 'MessageSent').length
const history = (seed: number) =>
  fc
    .sample(arbitraryCommands({ channels: 3, maxLength: 400 }), { numRuns: 40, seed })
    .map((commands) => worldAfter(commands).events)
    .reduce((most, events) => (said(events) > said(most) ? events : most))

test('PRJ-1 PRJ-9: what is projected as it comes is what the log says, unread counts too', async () => {
  here.start()
  const events = history(1)
  await reach(looking.head, await append(here.store, events))
  expect(await audit(here.store, here.pool, schema)).toEqual([])
})

test('PRJ-8: read models that are dropped are rebuilt to the same rows', async () => {
  const first = here.start()
  await reach(looking.head, await append(here.store, history(2)))
  await first.stop()
  const before = await dumpReadModels(here.pool, schema, ownGeneration().tables)
  await dropReadModels(here.pool, schema)
  const rebuilt = reader(here.database)
  here.start({ maxBatch: 7 })
  const all = await append(here.store, [])
  expect(all).toBe(0)
  await reach(rebuilt.head, looking.head.known())
  await rebuilt.close()
  const after = await dumpReadModels(here.pool, schema, ownGeneration().tables)
  expect(after).toEqual(before)
  expect(before['messages']?.rows).toBeGreaterThan(10)
  expect(before['latest_event']?.rows).toBe(1)
})

/** Ends every projector's connection from the server's side; says how many there were. */
const killProjectors = async (): Promise<number> => {
  const { rowCount } = await here.pool.query(
    `select pg_terminate_backend(pid) from pg_stat_activity
     where application_name = 'parley projector' and datname = current_database()`,
  )
  return rowCount ?? 0
}

test('PRJ-3 PRJ-5: a projector whose connection is killed again and again counts every event once', async () => {
  const events = chatter(3_000)
  const projector = here.start({ maxBatch: 5 })
  const appending = append(here.store, events)
  let killed = 0
  let last = projector.progress().position
  while (last < events.length) {
    if (projector.progress().position > last + 100) {
      killed += await killProjectors()
      last = projector.progress().position
    }
    if (projector.progress().position >= events.length) break
    await new Promise((resolve) => setImmediate(resolve))
  }
  const end = await appending
  await reach(looking.head, end)
  expect(killed).toBeGreaterThan(10)
  // The last of its connections may have been killed when all was committed.
  await expect.poll(() => projector.progress().state).toBe('running')
  expect(await audit(here.store, here.pool, schema)).toEqual([])
})

test('PRJ-5 RM-14: a projector whose line died without a word goes on by another', async () => {
  const proxy = await proxyTo(here.database.connectionString)
  const impatient = new URL(proxy.connectionString)
  impatient.searchParams.set('query_timeout', '200')
  const projector = here.start({ connectionString: impatient.href })
  const [before, after] = [history(3).slice(0, 5), history(3).slice(5)]
  await reach(looking.head, await append(here.store, before))
  void proxy.swallow('answers')
  await reach(looking.head, await append(here.store, after))
  expect(await audit(here.store, here.pool, schema)).toEqual([])
  await projector.stop()
  await proxy.close()
})
