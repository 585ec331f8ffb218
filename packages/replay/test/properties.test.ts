import { randomUUID } from 'node:crypto'
import { eventTypes, Position, streamKinds } from '@parley/domain'
import { type EventStore, memoryEventStore } from '@parley/event-store'
import { maxPartitions, partitionOf, readPage, replay, type ReplayOptions } from '@parley/replay'
import fc from 'fast-check'
import { expect, it } from 'vitest'
import { all, appendAll, arbitraryHistory, tenants } from './support/histories.ts'

const runs = { numRuns: 25 }

const idsIn = async (store: EventStore, options: ReplayOptions): Promise<ReadonlyArray<string>> =>
  (await all(replay(store, options))).flatMap(({ events }) => events.map(({ id }) => id))

const filled = async (history: Parameters<typeof appendAll>[1]): Promise<EventStore> => {
  const store = memoryEventStore()
  await appendAll(store, history)
  return store
}

const anySelection = fc.record(
  {
    types: fc.subarray([...eventTypes], { minLength: 1 }),
    streams: fc.record(
      {
        tenantId: fc.constantFrom(...tenants),
        kinds: fc.subarray(
          streamKinds.map(({ kind }) => kind),
          { minLength: 1 },
        ),
      },
      { requiredKeys: [] },
    ),
    atOnce: fc.integer({ min: 1, max: 40 }),
  },
  { requiredKeys: [], noNullPrototype: true },
)

it('REPLAY-5: whatever is asked for, the parts of it are together the whole, and no event is in two', () =>
  fc.assert(
    fc.asyncProperty(
      arbitraryHistory,
      anySelection,
      fc.integer({ min: 1, max: 9 }),
      async (history, selection, of) => {
        const store = await filled(history)
        const whole = await idsIn(store, selection)
        const parts = await Promise.all(
          Array.from({ length: of }, (_, n) => idsIn(store, { ...selection, partition: { n: n + 1, of } })),
        )
        expect(parts.flat().toSorted()).toEqual(whole.toSorted())
        expect(new Set(whole).size).toBe(whole.length)
      },
    ),
    runs,
  ))

it('REPLAY-2: cut anywhere, and gone on from there, it is the same', () =>
  fc.assert(
    fc.asyncProperty(
      arbitraryHistory,
      anySelection,
      fc.infiniteStream(fc.integer({ min: 1, max: 4 })),
      async (history, selection, cuts) => {
        const store = await filled(history)
        const seen: Array<string> = []
        let from = 0 as Position
        for (let more = true; more; ) {
          more = false
          let left = Number(cuts.next().value)
          for await (const page of replay(store, { ...selection, from })) {
            more = true
            seen.push(...page.events.map(({ id }) => id))
            from = page.position
            left -= 1
            if (left === 0) break
          }
        }
        expect(seen).toEqual(await idsIn(store, selection))
      },
    ),
    runs,
  ))

it('REPLAY-11: bounded pages follow on one another without gap or repeat, and none is more than it may be', () =>
  fc.assert(
    fc.asyncProperty(
      arbitraryHistory,
      anySelection,
      fc.record({
        rows: fc.integer({ min: 1, max: 30 }),
        bytes: fc.integer({ min: 1, max: 20_000 }),
        looks: fc.integer({ min: 1, max: 4 }),
      }),
      async (history, selection, bounds) => {
        const store = await filled(history)
        const seen: Array<string> = []
        let from = 0 as Position
        for (let more = true; more; ) {
          const page = await readPage(store, { ...selection, from }, bounds)
          const bytes = page.events.reduce((sum, event) => sum + Buffer.byteLength(JSON.stringify(event)), 0)
          expect(page.events.length).toBeLessThanOrEqual(bounds.rows)
          expect(page.events.length <= 1 || bytes <= bounds.bytes).toBe(true)
          // Each gets further, or it would be asked for without an end.
          expect(page.position > from || !page.more).toBe(true)
          seen.push(...page.events.map(({ id }) => id))
          from = page.position
          more = page.more
        }
        expect(seen).toEqual(await idsIn(store, selection))
      },
    ),
    runs,
  ))

it('REPLAY-5: a part is the CRC-32 of a stream’s name modulo their number, and they are about as large', () => {
  // As `zlib.crc32(name.encode())` of Python has it.
  expect(partitionOf('channel-acme.0b0e4bb6-9a53-4e2a-8c1c-1d9d3b1a0c11', 1_000)).toBe(1 + 554)
  expect(partitionOf('inbox-acme.Ⓐda', 1_000)).toBe(1 + 825)
  for (const of of [2, 3, 8, 64]) {
    const counts = Array.from({ length: of }, () => 0)
    for (let n = 0; n < 1_000 * of; n += 1) {
      const part = partitionOf(`channel-acme.${randomUUID()}`, of) - 1
      counts[part] = (counts[part] ?? 0) + 1
    }
    expect(Math.min(...counts)).toBeGreaterThan(700)
    expect(Math.max(...counts)).toBeLessThan(1_300)
  }
})

it.each([
  [0, 3],
  [4, 3],
  [1.5, 3],
  [1, 0],
  [1, maxPartitions + 1],
  [Number.NaN, 3],
])('REPLAY-5: part %j of %j is none', (n, of) => {
  expect(() => replay(memoryEventStore(), { partition: { n, of } })).toThrow(RangeError)
})
