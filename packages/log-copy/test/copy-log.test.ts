import { testDatabase } from '@parley/embedded-postgres/testing'
import type { Revision } from '@parley/domain'
import { memoryEventStore } from '@parley/event-store'
import type { EventStore } from '@parley/event-store'
import { migrateLog, postgresEventStore } from '@parley/event-store-postgres'
import { assert, asyncProperty, constantFrom, array, jsonValue, record } from 'fast-check'
import { describe, expect, it, onTestFinished } from 'vitest'
import { anEvent, copied, everything, kept, mixed, refused, right, storeWith } from './histories.ts'

const targets: ReadonlyArray<readonly [string, () => Promise<EventStore>]> = [
  ['memory', async () => memoryEventStore()],
  [
    'Postgres',
    async () => {
      const { connectionString, drop } = await testDatabase()
      await right(migrateLog({ connectionString }))
      const store = postgresEventStore({ connectionString })
      onTestFinished(async () => {
        await store.close()
        await drop()
      })
      return store
    },
  ],
]

describe.each(targets)('From memory to %s', (_, open) => {
  it('COPY-1 COPY-2: every event is there in the order of the source, unchanged', async () => {
    const from = await storeWith(mixed(5_000))
    const to = await open()
    const result = await copied(from, to)
    expect(result).toMatchObject({ events: 5_000, added: 5_000, outOfOrder: 0, same: true, grew: false })
    expect(kept(await everything(to))).toEqual(kept(await everything(from)))
  })

  it('COPY-5: stopped halfway it goes on where it was, and then adds nothing', async () => {
    const from = await storeWith(mixed(7_000))
    const to = await open()
    const stopping = new AbortController()
    let copying = false
    const progress = {
      begin: (part: string) => (copying = part === 'copying'),
      advance: () => copying && stopping.abort(),
    }
    await expect(copied(from, to, { progress, stop: stopping.signal })).rejects.toThrow('Stopped')
    const before = (await everything(to)).length
    expect(before).toBeGreaterThan(0)
    expect(before).toBeLessThan(7_000)
    expect(await copied(from, to)).toMatchObject({ added: 7_000 - before, same: true })
    const end = (await everything(to)).at(-1)?.position
    expect(await copied(from, to)).toMatchObject({ events: 7_000, added: 0, same: true })
    expect(await everything(to, end)).toEqual([])
    expect(kept(await everything(to))).toEqual(kept(await everything(from)))
  })

  it('COPY-3: stream metadata are set and deleted streams deleted, also by a second run', async () => {
    const from = await storeWith(['channel-a', 'channel-b', 'channel-a', 'inbox-c'])
    const to = await open()
    await copied(from, to)
    await right(from.setStreamMetadata('channel-a', { maxCount: 1, truncateBefore: 1 as Revision }))
    await right(from.deleteStream('inbox-c', 'any'))
    const result = await copied(from, to)
    expect(result).toMatchObject({ added: 0, same: true })
    expect(await right(to.streamMetadata('channel-a'))).toEqual({ maxCount: 1, truncateBefore: 1 })
    expect(await to.readStream('inbox-c')()).toMatchObject({ left: { _tag: 'StreamDeleted' } })
    expect(await copied(from, to)).toMatchObject({ digests: result.digests, same: true })
  })

  it('COPY-6: a target that holds another beginning of a stream is left as it is', async () => {
    const from = await storeWith(mixed(30))
    const to = await open()
    await right(to.append('channel-default.0', 'no-stream', [anEvent()]))
    const before = await everything(to)
    expect(await refused(from, to)).toMatchObject({ _tag: 'Differs', stream: 'channel-default.0' })
    expect(await everything(to)).toEqual(before)
  })
})

it('COPY-1: with a filter only the streams that it wants are copied and counted', async () => {
  const from = await storeWith(['channel-a', 'other', 'inbox-b'])
  const to = await storeWith(['mine'])
  const filter = { streamPrefixes: ['channel-', 'inbox-'] }
  expect(await copied(from, to, { filter })).toMatchObject({ events: 2, same: true })
  expect((await everything(to)).map(({ stream }) => stream)).toEqual(['mine', 'channel-a', 'inbox-b'])
})

it('COPY-2: events that follow on one another in a stream are one append, cut where it grows large', async () => {
  const from = memoryEventStore()
  const large = Array.from({ length: 6 }, () => anEvent({ text: 'x'.repeat(150_000) }))
  await right(from.append('channel-a', 'any', large))
  await right(from.append('channel-b', 'any', [anEvent(), anEvent()]))
  const to = memoryEventStore()
  const counts: Array<number> = []
  const counting: EventStore = {
    ...to,
    append: (stream, expected, events) => {
      counts.push(events.length)
      return to.append(stream, expected, events)
    },
  }
  expect(await copied(from, counting)).toMatchObject({ same: true })
  expect(counts).toEqual([3, 3, 2])
})

it('COPY-2: where a stream comes again it waits for all before it, so that none passes another', async () => {
  const from = await storeWith(['channel-a', 'channel-b', 'channel-a', 'channel-c', 'channel-b'])
  const to = memoryEventStore()
  const steps: Array<string> = []
  const noting: EventStore = {
    ...to,
    append: (stream, expected, events) => async () => {
      steps.push(`to ${stream}`)
      const appended = await to.append(stream, expected, events)()
      steps.push('answered')
      return appended
    },
  }
  expect(await copied(from, noting)).toMatchObject({ outOfOrder: 0, same: true })
  const first = ['to channel-a', 'to channel-b', 'answered', 'answered']
  const second = ['to channel-a', 'to channel-c', 'to channel-b', 'answered', 'answered', 'answered']
  expect(steps).toEqual([...first, ...second])
})

it('COPY-2: an append that the target put out of order is counted', async () => {
  const from = await storeWith(['channel-a', 'channel-b', 'channel-c'])
  const to = memoryEventStore()
  // The first append comes last, as one that had to be tried again.
  const others: Array<Promise<unknown>> = []
  const late: EventStore = {
    ...to,
    append: (stream, expected, events) => async () => {
      const append = to.append(stream, expected, events)
      if (stream === 'channel-a') await Promise.resolve().then(() => Promise.all(others))
      const done = append()
      others.push(done)
      return done
    },
  }
  expect(await copied(from, late)).toMatchObject({ outOfOrder: 2, same: true })
})

it('COPY-4: what came after the source was looked through is left, said, and copied by the next run', async () => {
  const from = await storeWith(['channel-a', 'channel-b'])
  const to = memoryEventStore()
  let more: Promise<unknown> | undefined
  const progress = {
    begin: (part: string) => {
      if (part === 'copying') more = from.append('channel-a', 'any', [anEvent()])()
    },
    advance: () => undefined,
  }
  expect(await copied(from, to, { progress })).toMatchObject({ events: 2, grew: true, same: true })
  await more
  expect(await everything(to)).toHaveLength(2)
  expect(await copied(from, to)).toMatchObject({ events: 3, added: 1, grew: false, same: true })
})

it('COPY-6: a target that holds more than the source is refused', async () => {
  const from = await storeWith(['channel-a'])
  expect(await refused(from, await storeWith(['channel-z']))).toMatchObject({ stream: 'channel-z' })
  const to = memoryEventStore()
  await copied(from, to)
  await right(to.append('channel-a', 'any', [anEvent()]))
  expect(await refused(from, to)).toMatchObject({ _tag: 'Differs', stream: 'channel-a' })
})

it('COPY-6: a target that is written to by somebody else ends the copy', async () => {
  const from = await storeWith(['channel-a', 'channel-a'])
  const to = memoryEventStore()
  const raced: EventStore = {
    ...to,
    append: (stream, expected, events) => async () => {
      await right(to.append(stream, 'any', [anEvent()]))
      return to.append(stream, expected, events)()
    },
  }
  expect(await refused(from, raced)).toMatchObject({ _tag: 'Differs', stream: 'channel-a' })
})

it('COPY-7: a source with a hole in a stream is refused before anything is written', async () => {
  const whole = await storeWith(['channel-a', 'channel-b', 'channel-b', 'channel-b'])
  const from: EventStore = {
    ...whole,
    readAll: (query) => async () => {
      const all = await right(whole.readAll(query))
      const left = all.filter(({ stream, revision }) => stream !== 'channel-b' || revision !== 1)
      return { _tag: 'Right', right: left }
    },
  }
  const to = memoryEventStore()
  expect(await refused(from, to)).toEqual({
    _tag: 'Incomplete',
    side: 'source',
    stream: 'channel-b',
    missing: 1,
  })
  expect(await everything(to)).toEqual([])
})

it.each([
  ['data', { data: { n: 'another' } }],
  ['metadata', { metadata: { v: 2 } }],
  ['a type', { type: 'Altered' }],
])('COPY-8: a target that alters %s gives another digest', async (_, altered) => {
  const from = await storeWith(['channel-a', 'channel-b', 'channel-a'])
  const to = memoryEventStore()
  const altering: EventStore = {
    ...to,
    append: (stream, expected, events) =>
      to.append(
        stream,
        expected,
        stream === 'channel-b' ? events.map((event) => ({ ...event, ...altered })) : events,
      ),
  }
  const { same, digests } = await copied(from, altering)
  expect(same).toBe(false)
  expect(digests.target).not.toBe(digests.source)
})

it('COPY-8: a target that does not keep stream metadata gives another digest', async () => {
  const from = await storeWith(['channel-a'])
  await right(from.setStreamMetadata('channel-a', { maxCount: 3 }))
  const to = memoryEventStore()
  const forgetful: EventStore = {
    ...to,
    setStreamMetadata: () => async () => ({ _tag: 'Right', right: undefined }),
  }
  expect(await copied(from, forgetful)).toMatchObject({ same: false })
})

it('COPY-8: logs with the same streams in another order among each other give the same digest', async () => {
  const from = await storeWith(['channel-a', 'channel-b'])
  const to = memoryEventStore()
  for (const event of (await everything(from)).toReversed())
    await right(to.append(event.stream, 'no-stream', [event]))
  expect(await copied(from, to)).toMatchObject({ added: 0, same: true })
})

it('COPY-9: the events to be copied are known before the first of them, and all of them are told', async () => {
  const from = await storeWith(mixed(4_500))
  const to = memoryEventStore()
  const told: Array<{ part: string; events: number | undefined; done: number }> = []
  const progress = {
    begin: (part: string, events: number | undefined) => told.push({ part, events, done: 0 }),
    advance: (events: number) => {
      const last = told.at(-1)
      if (last !== undefined) last.done += events
    },
  }
  await copied(from, to, { progress })
  expect(told).toEqual([
    { part: 'looking', events: undefined, done: 4_500 },
    { part: 'copying', events: 4_500, done: 4_500 },
    { part: 'verifying', events: 9_000, done: 9_000 },
  ])
})

it('COPY-1 COPY-5: any history arrives as it is, whatever beginning of it is there', async () => {
  const step = record({ stream: constantFrom('channel-a', 'channel-b', 'inbox-c'), value: jsonValue() })
  await assert(
    asyncProperty(array(step, { maxLength: 40 }), array(step, { maxLength: 40 }), async (first, then) => {
      const from = memoryEventStore()
      const to = memoryEventStore()
      const grow = async (steps: typeof first): Promise<void> => {
        for (const { stream, value } of steps)
          await right(from.append(stream, 'any', [anEvent({ value: JSON.parse(JSON.stringify(value)) })]))
      }
      await grow(first)
      expect(await copied(from, to)).toMatchObject({ added: first.length, same: true })
      await grow(then)
      expect(await copied(from, to)).toMatchObject({ added: then.length, same: true })
      expect(kept(await everything(to))).toEqual(kept(await everything(from)))
    }),
    { numRuns: 60 },
  )
})
