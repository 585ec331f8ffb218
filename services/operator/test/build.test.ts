import { testDatabase } from '@parley/embedded-postgres/testing'
import type { SubscriptionMessage } from '@parley/event-store'
import fc from 'fast-check'
import { expect, onTestFinished, test } from 'vitest'
import { secondsLeft } from '../src/read-models/estimate.ts'
import { yielding } from '../src/read-models/yielding.ts'
import { readModels } from './support/command.ts'
import { killBuilds } from './support/kills.ts'
import { writeLog } from './support/log.ts'

test('GEN-11: a build that is killed goes on where it was, and counts every event once', async () => {
  const database = await testDatabase()
  onTestFinished(database.drop)
  const { kills, wentOn, differences, ended } = await killBuilds(database, { messages: 6_000, kills: 3 })
  expect(kills).toBeGreaterThan(0)
  expect(differences).toEqual([])
  expect(wentOn.filter(({ told, from }) => from < told)).toEqual([])
  expect(ended).toBe(0)
})

test('GEN-10, GEN-14: a build that is paused ends, is listed so, and is not dropped without a word', async () => {
  const database = await testDatabase()
  onTestFinished(database.drop)
  const { connectionString: url } = database
  await writeLog({ databaseUrl: url, eventStoreUrl: undefined }, 200)
  const building = readModels(url, 'build', '--follow', '--json')
  while (!building.lines.some((line) => line.startsWith('{"built"'))) await building.next()
  const schema = /"schema":"(\w+)"/.exec(building.lines.join(''))?.[1] ?? ''
  const listed = readModels(url, 'list')
  expect(await listed.ended).toBe(0)
  expect(listed.lines.join('\n')).toMatch(new RegExp(`${schema} +this +followed +in use +204 +.* at work`))
  const copying = readModels(url, 'build', '--follow', '--json')
  while (!copying.lines.some((line) => line.startsWith('{"built"'))) await copying.next()
  expect(await readModels(url, 'pause', `${schema}_2`).ended).toBe(0)
  expect(await copying.ended).toBe(0)
  expect(JSON.parse(copying.lines.at(-1) ?? '')).toMatchObject({ schema: `${schema}_2`, ended: 'paused' })
  const unsure = readModels(url, 'drop', `${schema}_2`, '--json')
  expect(await unsure.ended).toBe(1)
  expect(unsure.lines.join('')).toContain('--yes')
  building.child.kill('SIGINT')
  expect(await building.ended).toBe(0)
})

test('GEN-12: the time that is left is what it takes at the rate so far, wherever it began', () => {
  const steady = fc.record({
    begin: fc.integer({ min: 0, max: 1_000_000 }),
    length: fc.integer({ min: 10, max: 1_000_000 }),
    done: fc.double({ min: 0.1, max: 0.99, noNaN: true }),
    rate: fc.double({ min: 1, max: 100_000, noNaN: true }),
    // By how much it was quicker or slower than it will be.
    other: fc.double({ min: 0.85, max: 1.15, noNaN: true }),
  })
  fc.assert(
    fc.property(steady, ({ begin, length, done, rate, other }) => {
      const estimate = secondsLeft(
        begin,
        begin + length * done,
        begin + length,
        (length * done) / (rate * other),
      )
      const truth = (length * (1 - done)) / rate
      expect(Math.abs((estimate ?? 0) - truth)).toBeLessThanOrEqual(truth * 0.2)
    }),
  )
  expect(secondsLeft(10, 10, 20, 1)).toBeNull()
  expect(secondsLeft(10, 20, 20, 1)).toBe(0)
})

/** Pages that take so many milliseconds each to be worked on. */
const worked = async (share: number, isLive: boolean): Promise<{ pages: number; milliseconds: number }> => {
  async function* pages(): AsyncGenerator<SubscriptionMessage, undefined, undefined> {
    for (let n = 0; n < 10; n++) yield { _tag: 'caught-up' }
    return undefined
  }
  const log = yielding({ subscribe: pages }, share, () => isLive, new AbortController().signal)
  const began = performance.now()
  let seen = 0
  for await (const _ of log.subscribe()) {
    seen += 1
    await new Promise((resolve) => setTimeout(resolve, 20))
  }
  return { pages: seen, milliseconds: performance.now() - began }
}

test('GEN-13: while people are at work a build rests in proportion, and not while they are not', async () => {
  const alone = await worked(0.25, false)
  const beside = await worked(0.25, true)
  expect([alone.pages, beside.pages]).toEqual([10, 10])
  // Nine rests of three times 20 ms at the least.
  expect(beside.milliseconds).toBeGreaterThan(9 * 60 + 10 * 20 - 20)
  expect(alone.milliseconds).toBeLessThan(beside.milliseconds)
})
