import { Body, CommandId, mainFeed, messageIdOf, Timestamp } from '@parley/domain'
import type { DomainEvent } from '@parley/domain'
import * as sample from '@parley/domain/testing'
import { arbitraryCommands, worldAfter } from '@parley/domain/testing'
import { memoryTables, projectInMemory } from '@parley/projection'
import {
  database,
  inSnapshot,
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
  const halves = fc.sample(commands, { numRuns: 20, seed: 21 }).map((history) => {
    const all = placed(worldAfter(history).events)
    const half = Math.floor(all.length / 2)
    return [all.slice(0, half), all.slice(half)] as const
  })
  const [first, second] = halves.find(([begins]) =>
    begins.some(({ event }) => event.type === 'MessageSent'),
  ) ?? [[], []]
  await here.renew()
  expect(await here.project(first)).toBe(true)
  const before = await readTables(database(here.pool, schema), schema, readModels)
  expect(await here.project(first, 0 as never)).toBe(false)
  expect(await here.project(second, 1 as never)).toBe(false)
  const after = await readTables(database(here.pool, schema), schema, readModels)
  expect(tableDifferences(before, after)).toEqual([])
  expect(before.get('messages')?.size).toBeGreaterThan(0)
})

test('RM-1: a projection makes the same of the same event, and leaves it as it is', () => {
  fc.assert(
    fc.property(commands, (history) => {
      for (const projected of placed(worldAfter(history).events)) {
        const before = structuredClone(projected)
        for (const { project } of readModels) expect(project(projected)).toEqual(project(projected))
        expect(projected).toEqual(before)
      }
    }),
    { numRuns: 20 },
  )
})

const awkward = fc.oneof(
  fc.string({ unit: 'binary', minLength: 1 }),
  fc.constantFrom('NULL', '{"a"}', '\\', '"', "'", '{,}', ' \t\n x', '\u2028', '👩‍👩‍👧‍👦', 'ﬀ', '$1', '%s'),
)

test('RM-5: texts and times come back from Postgres as the events have them', async () => {
  await fc.assert(
    fc.asyncProperty(
      fc.array(fc.tuple(awkward, fc.date({ noInvalidDate: true })), { minLength: 1, maxLength: 30 }),
      async (texts) => {
        const events = texts.flatMap(([written, date], n): ReadonlyArray<DomainEvent> => {
          const body = { kind: 'text', text: written }
          const at = date.toISOString()
          if (!Body.is(body) || !Timestamp.is(at)) return []
          const feedId = mainFeed
          const commandId = CommandId.is(written) ? written : sample.commandId(`c${n}`)
          const channelId = sample.adasChannel
          const messageId = messageIdOf(sample.acme, channelId, sample.ada, sample.commandId(`c${n}`))
          const facts = { tenantId: sample.acme, channelId, by: sample.ada, commandId, at, messageId, feedId }
          const rest = { senderId: sample.ada, segment: sample.segment(n + 1), parentId: null, body }
          return [{ type: 'MessageSent', ...facts, ...rest }]
        })
        await here.renew()
        const expected = memoryTables(readModels)
        projectInMemory(readModels, expected, placed(events))
        await here.project(placed(events))
        const stored = await readTables(database(here.pool, schema), schema, readModels)
        expect(tableDifferences(expected, stored)).toEqual([])
      },
    ),
    { numRuns: 40 },
  )
})
