import { testDatabase } from '@parley/embedded-postgres/testing'
import { expect, onTestFinished, test } from 'vitest'
import { killBuilds } from './support/kills.ts'

test('GEN-11: a build that is killed two hundred times goes on each time, and counts every event once', async () => {
  const database = await testDatabase()
  onTestFinished(database.drop)
  const { kills, wentOn, differences } = await killBuilds(database, { messages: 300_000, kills: 200 })
  expect(differences).toEqual([])
  expect(kills).toBeGreaterThan(20)
  expect(wentOn.filter(({ told, from }) => from < told)).toEqual([])
}, 3_600_000)
