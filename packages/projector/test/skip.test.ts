import { randomUUID } from 'node:crypto'
import { channelKey, channelStream, type DomainEvent, type Position, type Revision } from '@parley/domain'
import { acme, adasChannel } from '@parley/domain/testing'
import { toNewEvent } from '@parley/event-store'
import { audit, auditStream, healStream, ownGeneration } from '@parley/projector'
import { actsCalled, buildGeneration, dropReadModels, ensureControl, lookUpPool } from '@parley/projection'
import { rowSource } from '@parley/read-models'
import * as E from 'fp-ts/lib/Either.js'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { append, chatter, type Engine, engine, schema } from './harness.ts'

let here: Engine
beforeEach(async () => {
  here = await engine()
  await ensureControl(here.pool)
})
afterEach(() => here.close())

const generation = ownGeneration()
const channel = channelStream(acme, adasChannel)
const events = chatter(9)

const by = (act: 'skip' | 'retry' | 'heal') =>
  healStream(here.store, here.pool, { generation, stream: channel, by: 'ada', act, why: 'written by hand' })

/** An event of ours with a field that can't be read. */
const broken = async (): Promise<void> => {
  const [event] = events
  if (event === undefined) throw new Error('no event')
  const { data } = toNewEvent(event, randomUUID())
  const unreadable = { id: randomUUID(), type: 'MessageEdited', data: { ...data, at: 'yesterday' } }
  await here.store.append(channel, 'any', [{ ...unreadable, metadata: { v: 1 } }])()
}

/** Events with one that can't be read after some of them, and another after more. */
const brokenTwice = async (all: ReadonlyArray<DomainEvent> = events): Promise<Position> => {
  await append(here.store, all.slice(0, 6))
  await broken()
  await append(here.store, all.slice(6, 9))
  await broken()
  return append(here.store, all.slice(9))
}

const messages = async (): Promise<number> => {
  const { rows } = await here.pool.query<{ n: number }>(`select count(*)::int as n from ${schema}.messages`)
  return rows[0]?.n ?? -1
}

test('GEN-55: the event at which a stream was given up is skipped, on the record, and what comes after it is projected', async () => {
  const end = await brokenTwice()
  const projector = here.start()
  await expect.poll(() => projector.progress()).toMatchObject({ position: end, parked: 1 })
  expect(await messages()).toBe(2)
  const skipped = { type: 'MessageEdited', revision: 6, position: 7 }
  expect(await by('skip')).toMatchObject(E.right({ skipped, parked: expect.any(String) }))
  expect(await messages()).toBe(5)
  expect(await by('skip')).toMatchObject(E.right({ skipped: { revision: 10 } }))
  expect(await messages()).toBe(9)
  expect(await by('skip')).toEqual(E.left(`${channel} is not given up`))
  await expect.poll(() => projector.progress()).toMatchObject({ state: 'running', parked: 0 })
  expect(await actsCalled(here.pool, 'skip')).toMatchObject([
    { by: 'ada', schema, detail: { ...skipped, stream: channel, why: 'written by hand' } },
    { by: 'ada', detail: { revision: 10 } },
  ])
  expect(await audit(here.store, here.pool, schema)).toEqual([])
  expect(await auditStream(here.store, here.pool, schema, channel)).toEqual(E.right([]))
  await by('heal')
  expect(await audit(here.store, here.pool, schema)).toEqual([])
  expect(await messages()).toBe(9)
})

test.each([
  { way: 'as they come', longLog: 1_000 },
  { way: 'by copying', longLog: 1 },
])('GEN-55: what was skipped stays so where read models are built anew, $way', async ({ longLog }) => {
  const end = await brokenTwice()
  const first = here.start()
  await expect.poll(() => first.progress()).toMatchObject({ position: end, parked: 1 })
  await first.stop()
  for (let n = 0; n < 2; n++) await by('skip')
  await dropReadModels(here.pool, schema)
  const second = here.start({ longLog })
  await expect.poll(() => second.progress()).toMatchObject({ position: end, caughtUp: true, parked: 0 })
  expect(await messages()).toBe(9)
  expect(await audit(here.store, here.pool, schema)).toEqual([])
})

test('GEN-55: decisions begin behind what was skipped, and not before it, where they can not read on', async () => {
  await append(here.store, events)
  await broken()
  const projector = here.start()
  await expect.poll(() => projector.progress().parked).toBe(1)
  const pool = lookUpPool(here.database.connectionString)
  const asked = async () => {
    const stream = { kind: 'channel', tenantId: acme, channelId: adasChannel } as const
    return rowSource({ pool, schema }).load(stream, [channelKey])()
  }
  const revision = (events.length - 1) as Revision
  // That a stream is given up is known before what goes before it is written.
  await expect.poll(asked).toMatchObject(E.right({ revision }))
  await by('skip')
  expect(await asked()).toMatchObject(E.right({ revision: revision + 1, position: events.length + 1 }))
  await pool.end()
})

test('GEN-55: a skip is of that event in that log: at the same place in another one the stream is given up', async () => {
  const end = await brokenTwice()
  const projector = here.start()
  await expect.poll(() => projector.progress()).toMatchObject({ position: end, parked: 1 })
  await projector.stop()
  await by('skip')
  await here.pool.query(
    `update parley_control.acts set detail = detail || '{"position": 8}' where act = 'skip'`,
  )
  await dropReadModels(here.pool, schema)
  await buildGeneration(here.database.connectionString, generation)
  const second = here.start()
  await expect.poll(() => second.progress()).toMatchObject({ position: end, parked: 1 })
  expect(await messages()).toBe(2)
})
