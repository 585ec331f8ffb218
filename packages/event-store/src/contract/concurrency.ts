import * as fc from 'fast-check'
import { expect, it } from 'vitest'
import type { ExpectedRevision } from '../errors.ts'
import type { EventStore } from '../event-store.ts'
import type { RecordedEvent } from '../event.ts'
import { endOf, expectRising, idsOf, ownPrefix, pullEvents, revision, right, someEvents } from './harness.ts'
import type { Capabilities, Under } from './harness.ts'

/** One append of a writer: to which stream, how many events, and whether at the revision that it saw last. */
interface Step {
  readonly stream: number
  readonly events: number
  readonly exact: boolean
}

const scenario: fc.Arbitrary<ReadonlyArray<ReadonlyArray<Step>>> = fc.array(
  fc.array(
    fc.record({ stream: fc.nat({ max: 2 }), events: fc.integer({ min: 1, max: 4 }), exact: fc.boolean() }),
    { minLength: 1, maxLength: 6 },
  ),
  { minLength: 2, maxLength: 8 },
)

/** Writes step by step, deciding again where it was overtaken. Returns the ids of each acknowledged batch. */
const write = async (store: EventStore, prefix: string, steps: ReadonlyArray<Step>) => {
  const acknowledged: Array<{ readonly stream: string; readonly ids: ReadonlyArray<string> }> = []
  const seen = new Map<string, ExpectedRevision>()
  for (const step of steps) {
    const stream = `${prefix}${step.stream}`
    const events = someEvents(step.events)
    for (;;) {
      const expected = step.exact ? (seen.get(stream) ?? 'no-stream') : 'any'
      const result = await store.append(stream, expected, events)()
      if (result._tag === 'Right') {
        seen.set(stream, result.right.revision)
        acknowledged.push({ stream, ids: idsOf(events) })
        break
      }
      if (result.left._tag !== 'WrongRevision' || !step.exact) throw new Error(JSON.stringify(result.left))
      expect(result.left.actual).not.toBe(expected)
      seen.set(stream, result.left.actual)
    }
  }
  return acknowledged
}

const expectWhole = (
  events: ReadonlyArray<RecordedEvent>,
  batches: ReadonlyArray<{ readonly stream: string; readonly ids: ReadonlyArray<string> }>,
): void => {
  // Exactly what was acknowledged, each batch in one piece in its stream.
  expect(idsOf(events).toSorted()).toEqual(batches.flatMap(({ ids }) => ids).toSorted())
  for (const stream of new Set(events.map((event) => event.stream))) {
    const own = events.filter((event) => event.stream === stream)
    expect(own.map((event) => event.revision)).toEqual(own.map((_, n) => n))
    const order = idsOf(own)
    for (const batch of batches) {
      if (batch.stream !== stream) continue
      const start = order.indexOf(batch.ids[0] ?? '')
      expect(order.slice(start, start + batch.ids.length)).toEqual(batch.ids)
    }
  }
  expectRising(events)
}

export const concurrency = (under: Under, capabilities: Capabilities): void => {
  it('LOG-13, LOG-20: many writers on few streams: no holes, one order, nothing missed, nothing twice', async () => {
    const { store, another } = under()
    const other = another === undefined ? store : await another()
    await fc.assert(
      fc.asyncProperty(scenario, async (writers) => {
        const after = await endOf(store)
        const prefix = ownPrefix()
        const filter = { streamPrefixes: [prefix] }
        const count = writers.flat().reduce((sum, step) => sum + step.events, 0)
        const subscriptions = [store.subscribe({ after, filter }), other.subscribe({ after, filter })]
        const followed = Promise.all(subscriptions.map((subscription) => pullEvents(subscription, count)))
        const written = await Promise.all(
          writers.map((steps, n) => write(n % 2 === 0 ? store : other, prefix, steps)),
        )
        const read = await right(store.readAll({ after, filter }))
        expectWhole(read, written.flat())
        for (const events of await followed) expect(events).toEqual(read)
        for (const stream of new Set(read.map((event) => event.stream)))
          expect(await right(other.readStream(stream))).toEqual(
            read.filter((event) => event.stream === stream),
          )
        for (const subscription of subscriptions) await subscription.return?.()
      }),
      { numRuns: capabilities.scenarios ?? 25 },
    )
    if (other !== store) await other.close()
  })

  it('LOG-20: of many appends at one revision exactly one is written', async () => {
    const { store, another } = under()
    const other = another === undefined ? store : await another()
    const stream = `${ownPrefix()}s`
    for (let round = 0; round < 5; round++) {
      const expected = round === 0 ? 'no-stream' : revision(round * 2 - 1)
      const results = await Promise.all(
        Array.from({ length: 8 }, (_, n) =>
          (n % 2 ? store : other).append(stream, expected, someEvents(2))(),
        ),
      )
      const lost = results.flatMap((result) => (result._tag === 'Left' ? [result.left] : []))
      const wrong = { _tag: 'WrongRevision', stream, expected, actual: round * 2 + 1 }
      expect(lost).toEqual(Array.from({ length: 7 }, () => wrong))
    }
    if (other !== store) await other.close()
  })
}
