import { testDatabase } from '@parley/embedded-postgres/testing'
import { ensureControl, hasControl, queryPool } from '@parley/projection'
import { expect, onTestFinished, test } from 'vitest'

test('GEN-1: any number of processes make the control schema at once, on a database that is new', async () => {
  const { connectionString, drop } = await testDatabase()
  onTestFinished(drop)
  const pools = Array.from({ length: 4 }, () => queryPool(connectionString, { max: 1 }))
  const [first, ...others] = pools
  if (first === undefined) throw new Error('no pool')
  // Somebody is at it already: all of the others have looked, and wait.
  await first.query(
    `begin; select pg_advisory_xact_lock(hashtextextended('parley layout parley_control', 0))`,
  )
  const made = others.map((pool) => ensureControl(pool))
  const waiting = `select count(*)::int as n from pg_locks where locktype = 'advisory' and not granted`
  const waits = async () => (await first.query<{ n: number }>(waiting)).rows[0]?.n
  await expect.poll(waits).toBe(others.length)
  await first.query('commit')
  await Promise.all(made)
  expect(await hasControl(first)).toBe(true)
  for (const pool of pools) await pool.end()
})
