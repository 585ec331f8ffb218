import { expect, it } from 'vitest'
import { differencesInSql } from './support/schedules/in-sql.ts'
import { failuresOf, logsOf, seedsFrom } from './support/schedules/seeds.ts'

it('SDK-1, SDK-80, GW-40, GW-41: whatever breaks on the way, each client ends as a fresh one, and nobody is told what was taken back', async () => {
  expect(await failuresOf(seedsFrom(1, 30))).toEqual([])
})

it('PRJ-1: what was written meanwhile, the read models in Postgres tell as its events do', async () => {
  expect(await differencesInSql(await logsOf(seedsFrom(1, 10)))).toEqual([])
})
