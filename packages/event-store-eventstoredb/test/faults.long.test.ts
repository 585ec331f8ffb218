import { anEvent, idsOf, revision, right, someEvents } from '@parley/event-store/contract'
import type { AppendError, Appended, EventStore, ExpectedRevision } from '@parley/event-store'
import type * as E from 'fp-ts/lib/Either.js'
import * as fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { eventStoreDbEventStore } from '@parley/event-store-eventstoredb'
import { startTestServer } from './server/test-server.ts'

const fault = fc.constantFrom(
  'cut-after' as const,
  'cut-before' as const,
  'timeout-after' as const,
  'timeout-before' as const,
  'answer-twice' as const,
)

/** How one writer goes about it, and how often something goes wrong. */
const scenario = fc.record({
  version: fc.constantFrom('23.10.8.0', '22.10.5.0'),
  streams: fc.integer({ min: 1, max: 3 }),
  writers: fc.integer({ min: 1, max: 4 }),
  appends: fc.integer({ min: 3, max: 10 }),
  exact: fc.boolean(),
  faults: fc.array(fault, { maxLength: 25 }),
  cuts: fc.array(fc.nat({ max: 40 }), { maxLength: 5 }),
})

const writeAll = async (
  store: EventStore,
  stream: string,
  count: number,
  exact: boolean,
): Promise<ReadonlyArray<string>> => {
  const written: Array<string> = []
  let at: ExpectedRevision = 'no-stream'
  for (let n = 0; n < count; n++) {
    const events = someEvents(1 + (n % 3))
    for (;;) {
      const answer: E.Either<AppendError, Appended> = await store.append(stream, exact ? at : 'any', events)()
      if (answer._tag === 'Right') {
        at = answer.right.revision
        break
      }
      if (answer.left._tag === 'WrongRevision') at = answer.left.actual
      else if (answer.left._tag !== 'InDoubt' && answer.left._tag !== 'Unavailable')
        throw new Error(JSON.stringify(answer.left))
    }
    written.push(...idsOf(events))
  }
  return written
}

describe('whatever goes wrong', () => {
  it('LOG-ES-5, LOG-ES-16: each event is written once and comes once, in order', async () => {
    await fc.assert(
      fc.asyncProperty(scenario, async ({ version, streams, writers, appends, exact, faults, cuts }) => {
        const server = await startTestServer()
        server.faults.version = version
        const open = () =>
          eventStoreDbEventStore({ connectionString: server.url, answerWithin: 200, checkpointAfter: 20 })
        const stores = Array.from({ length: writers }, open)
        const follower = open()
        server.faults.appends.push(...faults)
        let appended = 0
        server.log.watch(() => {
          appended += 1
          if (cuts.includes(appended)) server.network.cut()
        })
        const seen: Array<string> = []
        const subscription = follower.subscribe({ filter: { types: ['Happened', 'Last'] } })
        const following = (async () => {
          for await (const message of subscription) {
            if (message._tag !== 'events') continue
            seen.push(...idsOf(message.events))
            if (message.events.some(({ type }) => type === 'Last')) return
          }
        })()
        const written = await Promise.all(
          stores.map((store, n) => writeAll(store, `s-${n % streams}`, appends, exact)),
        )
        server.faults.appends.length = 0
        await right(follower.append('last', 'any', [anEvent('Last')]))
        await following
        const inLog = server.log.entries.map(({ id }) => id)
        expect(seen).toEqual(inLog)
        expect(inLog.slice(0, -1).toSorted()).toEqual(written.flat().toSorted())
        for (let n = 0; n < streams; n++) {
          const events = await right(follower.readStream(`s-${n}`))
          expect(events.map((event) => event.revision)).toEqual(events.map((_, at) => revision(at)))
        }
        await Promise.all([...stores, follower].map((store) => store.close()))
        await server.close()
      }),
      { numRuns: 150 },
    )
  }, 600_000)
})
