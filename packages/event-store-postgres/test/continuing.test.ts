import { revision, right, someEvents } from '@parley/event-store/contract'
import type { EventStore, ExpectedRevision, NewEvent, RecordedEvent } from '@parley/event-store'
import { memoryEventStore } from '@parley/event-store'
import * as E from 'fp-ts/lib/Either.js'
import * as fc from 'fast-check'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { committing, outcome } from './committing.ts'
import { openPostgres } from './opened.ts'
import type { OpenedPostgres } from './opened.ts'

describe('going on from where a process left its streams', () => {
  let log: OpenedPostgres
  beforeAll(async () => {
    log = await openPostgres()
  })
  afterAll(() => log.close())

  it('LOG-39: the database is asked to decide until two commits followed on one another, and no more', async () => {
    const { append, sent, close } = committing(log)
    for (const expected of ['no-stream', revision(0), revision(1), 'any'] as const)
      expect(E.isRight(await append('alone', expected, someEvents(1)))).toBe(true)
    expect(sent).toEqual(['append', 'append', 'append-after', 'append-after'])
    expect(await right(log.store.readStream('alone'))).toHaveLength(4)
    await close()
  })

  it('LOG-39: where another wrote meanwhile nothing is written on top of it', async () => {
    const { append, sent, close } = committing(log)
    for (const n of [-1, 0, 1]) await append('shared', n < 0 ? 'no-stream' : revision(n), someEvents(1))
    await right(log.store.append('shared', revision(2), someEvents(2)))
    sent.length = 0
    const wrong = { _tag: 'WrongRevision', stream: 'shared', expected: 2, actual: 4 }
    expect(outcome(await append('shared', revision(2), someEvents(1)))).toEqual(wrong)
    expect(sent).toEqual(['append-after', 'append'])
    expect(outcome(await append('shared', 'any', someEvents(1)))).toMatchObject({ revision: 5 })
    await close()
  })

  it('LOG-39: a stream that another deleted is deleted', async () => {
    const { append, close } = committing(log)
    for (const n of [-1, 0, 1]) await append('gone', n < 0 ? 'no-stream' : revision(n), someEvents(1))
    await right(log.store.deleteStream('gone', 'any'))
    expect(outcome(await append('gone', revision(2), someEvents(1)))).toMatchObject({
      _tag: 'StreamDeleted',
    })
    await close()
  })

  it('LOG-39, LOG-3: what is known is known', async () => {
    const { append, sent, close } = committing(log)
    const known = someEvents(2)
    for (const events of [known, someEvents(1), someEvents(1)]) await append('known', 'any', events)
    sent.length = 0
    expect(outcome(await append('known', 'any', known))).toEqual({ revision: 1, repeated: true })
    expect(sent).toEqual(['append-after', 'append'])
    await close()
  })

  it('LOG-39: many processes on few streams answer as one memory does', async () => {
    const step = fc.record({
      process: fc.nat({ max: 1 }),
      // Runs of one process are where remembering is gone by.
      times: fc.integer({ min: 1, max: 5 }),
      stream: fc.nat({ max: 2 }),
      expected: fc.constantFrom('right', 'right', 'right', 'any', 'wrong', 'no-stream', 'repeated', 'delete'),
      events: fc.integer({ min: 1, max: 3 }),
    })
    let run = 0
    await fc.assert(
      fc.asyncProperty(fc.array(step, { maxLength: 15 }), async (steps) => {
        const memory = memoryEventStore()
        const stores = [await log.another(), await log.another()]
        const last = new Map<string, ReadonlyArray<NewEvent>>()
        const prefix = `run-${run++}-`
        const inMemory: Array<unknown> = []
        const got: Array<unknown> = []
        const both = async (
          ask: (store: EventStore) => Promise<unknown>,
          store: EventStore,
        ): Promise<void> => {
          inMemory.push(await ask(memory))
          got.push(await ask(store))
        }
        for (const { process, times, stream: n, expected: kind, events: count } of steps) {
          const stream = `${prefix}${n}`
          const store = stores[process] ?? log.store
          if (kind === 'delete') {
            await both((either) => either.deleteStream(stream, 'any')(), store)
            continue
          }
          for (let time = 0; time < times; time++) {
            const before = await memory.readStream(stream, { direction: 'backwards', limit: 1 })()
            const end = E.isRight(before) ? (before.right[0]?.revision ?? -1) : -1
            const at = kind === 'wrong' ? end + 1 : end
            const expected: ExpectedRevision =
              kind === 'any' || kind === 'no-stream' ? kind : at < 0 ? 'no-stream' : revision(at)
            const events = (kind === 'repeated' ? last.get(stream) : undefined) ?? someEvents(count)
            last.set(stream, events)
            await both(async (either) => outcome(await either.append(stream, expected, events)()), store)
          }
        }
        const kept = (event: RecordedEvent) => ({ id: event.id, revision: event.revision, data: event.data })
        for (const n of [0, 1, 2])
          await both(
            async (either) =>
              E.map((events: ReadonlyArray<RecordedEvent>) => events.map(kept))(
                await either.readStream(`${prefix}${n}`)(),
              ),
            log.store,
          )
        expect(got).toEqual(inMemory)
        await memory.close()
        await Promise.all(stores.map((store) => store.close()))
      }),
      { numRuns: 40 },
    )
    const all = await right(log.store.readAll())
    expect(all.map((event) => event.position)).toEqual(all.map((_, n) => n + 1))
  })
})
