import type { SubscriptionMessage } from '@parley/event-store'
import type { Position } from '@parley/domain'
import * as E from 'fp-ts/lib/Either.js'
import fc from 'fast-check'
import { expect, onTestFinished, test } from 'vitest'
import { secondsLeft } from '../src/read-models/estimate.ts'
import { listedLines } from '../src/read-models/words.ts'
import { liveWork, yielding } from '../src/read-models/yielding.ts'

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

test('GEN-13: people are taken to be at work until it is known that they are not, and once the log grows again', async () => {
  let end: Position | undefined
  const live = liveWork({ end: () => async () => E.right(end) })
  onTestFinished(live.close)
  expect(live.isThere()).toBe(true)
  await expect.poll(live.isThere).toBe(false)
  end = 7 as Position
  await expect.poll(live.isThere).toBe(true)
})

test('GEN-10: a list says of what is half built what it is built for', () => {
  const half = {
    group: 'core',
    own: true,
    inUseBy: [],
    formerOf: [],
    position: null,
    bytes: 2_048,
    projected: true,
  }
  const [, line] = listedLines([{ schema: 'parley_0123456789ab_building', ...half }])
  expect(line).toMatch(
    /^parley_0123456789ab_building  core   this .* half built for parley_0123456789ab .* at work$/,
  )
})
