import { describe, expect, it } from 'vitest'
import { differencesInSql } from './support/schedules/in-sql.ts'
import { failuresOf, logsOf, seedsFrom } from './support/schedules/seeds.ts'

const together = 1_000

describe('SDK-1, SDK-80, GW-40, GW-41: whatever breaks on the way, each client ends as a fresh one, and nobody is told what was taken back: 10,000 seeds, or that of SEED', () => {
  const first =
    process.env['SEED'] === undefined ? Array.from({ length: 10 }, (_, n) => 1 + n * together) : [1]
  it.each(first)('from seed %i', async (seed) => {
    expect(await failuresOf(seedsFrom(seed, together))).toEqual([])
  })
})

it('PRJ-1: what was written in 300 schedules, the read models in Postgres tell as its events do', async () => {
  expect(await differencesInSql(await logsOf(seedsFrom(1, 300)))).toEqual([])
})
