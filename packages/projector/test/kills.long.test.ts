import { arbitraryCommands, worldAfter } from '@parley/domain/testing'
import { audit } from '@parley/projector'
import fc from 'fast-check'
import { expect, test } from 'vitest'
import { append, chatter, engine, reach, reader, schema } from './harness.ts'

const kill = `select pg_terminate_backend(pid) from pg_stat_activity
  where application_name in ('parley projector', 'parley head') and datname = current_database()`

const turn = (): Promise<void> => new Promise((resolve) => setImmediate(resolve))

test('PRJ-3 PRJ-4 PRJ-5: two projectors through random kills, again and again', async () => {
  const scene = fc.record({
    commands: arbitraryCommands({ channels: 4, maxLength: 600 }),
    messages: fc.integer({ min: 50, max: 400 }),
    maxBatch: fc.integer({ min: 1, max: 40 }),
    kills: fc.array(fc.integer({ min: 1, max: 40 }), { maxLength: 12 }),
  })
  await fc.assert(
    fc.asyncProperty(scene, async ({ commands, messages, maxBatch, kills }) => {
      const here = await engine()
      const near = reader(here.database)
      const far = reader(here.database)
      try {
        here.start({ maxBatch })
        here.start({ maxBatch })
        const events = [...chatter(messages), ...worldAfter(commands).events]
        const appending = append(here.store, events)
        for (const turns of kills) {
          for (let n = 0; n < turns; n++) await turn()
          await here.pool.query(kill)
        }
        const end = await appending
        await reach(near.head, end)
        await reach(far.head, end)
        expect(await audit(here.store, here.pool, schema)).toEqual([])
      } finally {
        await near.close()
        await far.close()
        await here.close()
      }
    }),
    { numRuns: 100 },
  )
})
