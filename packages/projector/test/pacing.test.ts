import { fakeClock } from '@parley/runtime/testing'
import { expect, test } from 'vitest'
import { pacer } from '../src/pacing.ts'
import { append, chatter, engine, reach, reader } from './harness.ts'

/** Somebody who may wait, as a test says. */
const question = () => {
  const listeners = new Set<() => void>()
  let waits = false
  return {
    isAwaited: () => waits,
    onAwaited: (listener: () => void) => {
      listeners.add(listener)
      return () => listeners.delete(listener)
    },
    wait: (): void => {
      waits = true
      for (const listener of listeners) listener()
    },
    listeners,
  }
}

const paced = () => {
  const clock = fakeClock()
  const awaited = question()
  const pace = pacer({ milliseconds: 5, awaited, clock })
  const ending = new AbortController()
  let begun = 0
  const next = async (): Promise<void> => {
    await pace.inTime(ending.signal)
    begun += 1
  }
  return { clock, awaited, pace, next, ending, begun: () => begun }
}

const settled = async (): Promise<void> => {
  for (let n = 0; n < 3; n += 1) await new Promise((resolve) => setImmediate(resolve))
}

test('PRJ-80: what comes after a rest goes at once, and what follows upon it goes 5 ms later, together', async () => {
  const { clock, next, begun } = paced()
  await next()
  expect(begun()).toBe(1)
  void next()
  await settled()
  expect(begun()).toBe(1)
  clock.advance(4)
  await settled()
  expect(begun()).toBe(1)
  clock.advance(1)
  await settled()
  expect(begun()).toBe(2)
  clock.advance(5)
  await next()
  expect(begun()).toBe(3)
})

test('PRJ-80: where somebody waits, where a batch is full, and at its end it goes at once', async () => {
  const { awaited, pace, next, ending, begun } = paced()
  await next()
  void next()
  await settled()
  pace.hurry()
  await settled()
  expect(begun()).toBe(2)
  void next()
  await settled()
  awaited.wait()
  await settled()
  expect(begun()).toBe(3)
  await next()
  expect(begun()).toBe(4)
  pace.close()
  expect(awaited.listeners.size).toBe(0)
  const other = paced()
  await other.next()
  void other.next()
  other.ending.abort()
  await settled()
  expect(other.begun()).toBe(2)
  ending.abort()
})

test('PRJ-80: a question that waits for a position has a projector in its process write at once', async () => {
  const here = await engine()
  const looking = reader(here.database)
  // Its time never comes by itself.
  const clock = fakeClock()
  here.start({
    pacing: { milliseconds: 5, awaited: looking.head, clock },
    committed: looking.head.advance,
  })
  for (const event of chatter(20)) await reach(looking.head, await append(here.store, [event]))
  expect(looking.head.isAwaited()).toBe(false)
  await looking.close()
  await here.close()
})

test('PRJ-103: a projector with a share rests for as long as that leaves, however much comes, but for who waits', async () => {
  const clock = fakeClock()
  const awaited = question()
  const pace = pacer({ milliseconds: 5, share: 0.25, awaited, clock })
  const { signal } = new AbortController()
  let rested = 0
  const write = (took: number): void => {
    const written = pace.writes()
    clock.advance(took)
    void written(signal).then(() => (rested += 1))
  }
  write(40)
  clock.advance(119)
  pace.hurry()
  await settled()
  expect(rested).toBe(0)
  clock.advance(1)
  await settled()
  expect(rested).toBe(1)
  write(40)
  awaited.wait()
  await settled()
  expect(rested).toBe(2)
})
