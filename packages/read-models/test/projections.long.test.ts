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
import { expect, test } from 'vitest'
import { cut, generation, placed, schema } from './harness.ts'

test('RM-3 RM-8: a thousand long histories in Postgres are what they are in memory, unread counts too', async () => {
  const here = await generation()
  const sizes = fc.array(fc.integer({ min: 1, max: 200 }), { minLength: 1, maxLength: 8 })
  await fc.assert(
    fc.asyncProperty(
      arbitraryCommands({ channels: 3, maxLength: 1_000 }),
      sizes,
      async (commands, batches) => {
        const { events } = worldAfter(commands)
        const all = placed(events)
        const expected = memoryTables(readModels)
        projectInMemory(readModels, expected, all)
        await here.renew()
        for (const batch of cut(all, batches)) expect(await here.project(batch)).toBe(true)
        await inSnapshot(database(here.pool, schema), async (reading) => {
          expect(tableDifferences(expected, await readTables(reading, schema, readModels))).toEqual([])
          expect(unreadDifferences(recountUnread(events), await readUnread(reading, schema))).toEqual([])
        })
      },
    ),
    { numRuns: 1_000 },
  )
  await here.close()
})
