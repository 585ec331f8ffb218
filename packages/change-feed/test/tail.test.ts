import type { Position } from '@parley/domain'
import fc from 'fast-check'
import { expect, test } from 'vitest'
import type { FeedEntry } from '../src/change-feed.ts'
import type { Published } from '../src/publisher.ts'
import { tailOf } from '../src/tail.ts'

const entry = (position: number): FeedEntry => ({ position: position as Position, json: 'x' }) as FeedEntry

const turn = (): Promise<void> => new Promise((resolve) => setImmediate(resolve))

/** What may happen around a tail: a commit of so many entries, and how the tail hears of it. */
const step = fc.record({
  entries: fc.integer({ min: 0, max: 6 }),
  heard: fc.constantFrom('handed over', 'told', 'both', 'lost'),
  turns: fc.integer({ min: 0, max: 3 }),
  fails: fc.boolean(),
})

test('FEED-2 FEED-3 FEED-4: however a tail hears of commits, it yields each entry once, in order', async () => {
  await fc.assert(
    fc.asyncProperty(
      fc.array(step, { maxLength: 60 }),
      fc.nat({ max: 20 }),
      fc.integer({ min: 0, max: 3 }),
      fc.integer({ min: 1, max: 30 }),
      async (steps, start, slowness, most) => {
        const committed: Array<FeedEntry> = Array.from({ length: 20 }, (_, n) => entry(n + 1))
        let head = 20
        let failing = false
        const closing = new AbortController()
        const tail = tailOf(
          start as Position,
          {
            head: () => Promise.resolve(head as Position),
            page: async (after) => {
              await turn()
              if (failing) {
                failing = false
                throw new Error('not now')
              }
              const entries = committed.filter(({ position }) => position > after).slice(0, 4)
              const last = entries.at(-1)
              const more = entries.length === 4 && last !== undefined && last.position < head
              return { entries, upTo: more ? last.position : (head as Position), more }
            },
            failed: () => {},
            patience: 0,
          },
          most,
          closing.signal,
        )
        const seen: Array<number> = []
        const pulling = (async () => {
          for await (const batch of tail.run(closing.signal)) {
            for (const { position } of batch) seen.push(position)
            for (let n = 0; n < slowness; n++) await turn()
          }
        })()
        for (const { entries: count, heard, turns, fails } of steps) {
          const after = head as Position
          const entries = Array.from({ length: count }, (_, n) => entry(after + 1 + n))
          committed.push(...entries)
          head = after + Math.max(1, count)
          const published: Published = { after, position: head as Position, entries }
          failing = fails
          if (heard === 'told' || heard === 'both') tail.reach(published.position)
          if (heard === 'handed over' || heard === 'both') tail.offer(published)
          for (let n = 0; n < turns; n++) await turn()
        }
        tail.look()
        const expected = committed.map(({ position }) => position).filter((position) => position > start)
        while (seen.length < expected.length) await turn()
        closing.abort()
        await pulling
        expect(seen).toEqual(expected)
      },
    ),
    { numRuns: 300 },
  )
})

test('FEED-4: a tail that nobody pulls holds no more than its share, and reads what it let go', async () => {
  const closing = new AbortController()
  const pages: Array<number> = []
  const tail = tailOf(
    undefined,
    {
      head: () => Promise.resolve(0 as Position),
      page: (after) => {
        pages.push(after)
        return Promise.resolve({
          entries: [entry(1), entry(2), entry(3), entry(4)],
          upTo: 4 as Position,
          more: false,
        })
      },
      failed: () => {},
      patience: 0,
    },
    3,
    closing.signal,
  )
  for (let n = 0; n < 4; n++)
    tail.offer({ after: n as Position, position: (n + 1) as Position, entries: [entry(n + 1)] })
  const run = tail.run(closing.signal)
  expect((await run.next()).value?.map(({ position }) => position)).toEqual([1, 2, 3, 4])
  expect(pages).toEqual([0])
  tail.offer({ after: 4 as Position, position: 5 as Position, entries: [entry(5)] })
  expect((await run.next()).value?.map(({ position }) => position)).toEqual([5])
  expect(pages).toEqual([0])
  closing.abort()
})
