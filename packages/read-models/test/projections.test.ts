import { arbitraryCommands, worldAfter } from '@parley/domain/testing'
import {
  database,
  inSnapshot,
  memoryTables,
  projectInMemory,
  readModels,
  readTables,
  readUnread,
  recountUnread,
  tableDifferences,
  unreadDifferences,
} from '@parley/read-models'
import fc from 'fast-check'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { cut, type Generation, generation, placed, schema } from './harness.ts'

let here: Generation
beforeAll(async () => {
  here = await generation()
})
afterAll(() => here.close())

const commands = arbitraryCommands({ channels: 2, maxLength: 300 })
const sizes = fc.array(fc.integer({ min: 1, max: 60 }), { minLength: 1, maxLength: 8 })

test('RM-2 RM-3: Postgres, by batches of any size, comes to the same rows as memory, event by event', async () => {
  await fc.assert(
    fc.asyncProperty(commands, sizes, async (history, batchSizes) => {
      const events = placed(worldAfter(history).events)
      const expected = memoryTables(readModels)
      projectInMemory(readModels, expected, events)
      await here.renew()
      for (const batch of cut(events, batchSizes)) expect(await here.project(batch)).toBe(true)
      const stored = await readTables(database(here.pool, schema), schema, readModels)
      expect(tableDifferences(expected, stored)).toEqual([])
    }),
    { numRuns: 40 },
  )
})

test('RM-8: unread, as queries reckon it, is what counting the messages one by one gives', async () => {
  let positive = 0
  await fc.assert(
    fc.asyncProperty(commands, async (history) => {
      const { events } = worldAfter(history)
      await here.renew()
      await here.project(placed(events))
      const stored = await inSnapshot(database(here.pool, schema), (reading) => readUnread(reading, schema))
      positive += stored.filter(({ unread }) => unread > 0).length
      expect(unreadDifferences(recountUnread(events), stored)).toEqual([])
    }),
    { numRuns: 40 },
  )
  expect(positive).toBeGreaterThan(20)
})

test('RM-4: a batch whose checkpoint is not where it began changes nothing', async () => {
  const [history] = fc.sample(commands, { numRuns: 1, seed: 11 })
  const events = placed(worldAfter(history ?? []).events)
  await here.renew()
  const half = Math.floor(events.length / 2)
  const first = events.slice(0, half)
  expect(await here.project(first)).toBe(true)
  const before = await readTables(database(here.pool, schema), schema, readModels)
  expect(await here.project(first, 0 as never)).toBe(false)
  expect(await here.project(events.slice(half), 1 as never)).toBe(false)
  const after = await readTables(database(here.pool, schema), schema, readModels)
  expect(tableDifferences(before, after)).toEqual([])
  expect(before.get('messages')?.size).toBeGreaterThan(0)
})
