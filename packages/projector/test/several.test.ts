import type { Position } from '@parley/domain'
import { memoryEventStore, toNewEvent } from '@parley/event-store'
import { core } from '@parley/read-models'
import { audit, ownGeneration } from '@parley/projector'
import { buildGeneration, statements } from '@parley/projection'
import * as E from 'fp-ts/lib/Either.js'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { addEvent, emptyBatch } from '../src/batch.ts'
import { noNotices } from '../src/notices.ts'
import { Sorting } from '../src/sorting.ts'
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

test('PRJ-4: of several projectors one is active, the others stand by, and one of them takes over', async () => {
  const events = chatter(400)
  const projectors = [here.start({ maxBatch: 3 }), here.start({ maxBatch: 3 }), here.start({ maxBatch: 3 })]
  const states = () => projectors.map((projector) => projector.progress().state).toSorted()
  await expect.poll(states).toEqual(['running', 'standing-by', 'standing-by'])
  await reach(looking.head, await append(here.store, events.slice(0, 200)))
  const active = projectors.find((projector) => projector.progress().state === 'running')
  await active?.stop()
  await reach(looking.head, await append(here.store, events.slice(200)))
  expect(states()).toEqual(['running', 'standing-by', 'stopped'])
  expect(await audit(here.store, here.pool, schema)).toEqual([])
  const projected = projectors.map((projector) => projector.progress().projected)
  expect(projected.reduce((a, b) => a + b)).toBe(events.length)
})

test('PRJ-3: a checkpoint that was moved by another is read again, and nothing is projected twice', async () => {
  const events = chatter(300)
  const lines: Array<string> = []
  const projector = here.start({ maxBatch: 10, log: (line) => lines.push(line) })
  await reach(looking.head, await append(here.store, events.slice(0, 100)))
  // As if a projector that knows of no lock had been at work: its rows and its checkpoint.
  const twin = memoryEventStore()
  await append(twin, events.slice(0, 150))
  const recorded = await twin.readAll({ after: 100 as Position })()
  const batch = emptyBatch(100 as Position)
  const sorting = new Sorting({
    group: core,
    log: twin,
    parked: [],
    skipped: new Set(),
    lastRevisions: async (streams) => new Map(streams.map((stream) => [stream, 99])),
    notices: noNotices,
  })
  const more = E.isRight(recorded) ? recorded.right : []
  await sorting.prepare(more)
  for (const event of more) addEvent(batch, event, await sorting.next(event))
  const step = { from: batch.from, to: batch.to }
  await here.pool.query(statements(ownGeneration())(batch.folded, step))
  const end = await append(here.store, events.slice(100))
  await expect.poll(() => projector.progress().position).toBe(end)
  expect(lines).toContainEqual(expect.stringContaining('no longer at 100'))
  expect(projector.progress().projected).toBe(events.length - 50)
  expect(await audit(here.store, here.pool, schema)).toEqual([])
})

test('PRJ-2: any number of processes may build a generation at once', async () => {
  const generation = { ...ownGeneration(), schema: 'parley_another' }
  const built = await Promise.all(
    Array.from({ length: 8 }, () => buildGeneration(here.database.connectionString, generation)),
  )
  expect(built.toSorted()).toEqual(['created', ...Array.from({ length: 7 }, () => 'kept')])
})

test('PRJ-2: streams of others in the same log are passed over, and the checkpoint passes them too', async () => {
  const projector = here.start()
  const events = chatter(3)
  const [event] = events
  if (event === undefined) throw new Error('no event')
  await append(here.store, events)
  const other = toNewEvent(event, '00000000-0000-4000-8000-000000000002')
  await here.store.append('billing-1', 'any', [{ ...other, type: 'Paid', data: {} }])()
  await expect.poll(() => projector.progress().position).toBe(events.length + 1)
  await expect.poll(() => projector.progress().caughtUp).toBe(true)
  expect(projector.progress()).toMatchObject({ state: 'running', lag: 0, projected: events.length })
})
