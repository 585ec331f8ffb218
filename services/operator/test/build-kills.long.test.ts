import { testDatabase } from '@parley/embedded-postgres/testing'
import { queryPool } from '@parley/projection'
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

test('GEN-11 PRJ-93: a build by copying that is killed goes on each time, wherever it was, and counts every event once', async () => {
  const database = await testDatabase()
  onTestFinished(database.drop)
  const pool = queryPool(database.connectionString)
  onTestFinished(() => pool.end())
  const { kills, differences, ended } = await killBuilds(database, {
    messages: 150_000,
    kills: 60,
    options: ['--max-load', '100'],
    within: 400,
  })
  expect(differences).toEqual([])
  expect(ended).toBe(0)
  expect(kills).toBeGreaterThan(5)
  const { rows } = await pool.query(`select nspname from pg_namespace where nspname like '%\\_building'`)
  expect(rows).toEqual([])
}, 3_600_000)
