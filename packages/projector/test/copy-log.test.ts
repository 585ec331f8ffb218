import type { Position } from '@parley/domain'
import { memoryEventStore } from '@parley/event-store'
import { core } from '@parley/read-models'
import { expect, test } from 'vitest'
import { emptyBatch } from '../src/batch.ts'
import { copyLog } from '../src/build/copy-log.ts'
import { buildProgress } from '../src/build/progress.ts'
import { noNotices } from '../src/notices.ts'
import { append, chatter, elsewhere } from './harness.ts'

const at = (n: number): Position => n as Position

test('PRJ-95: while a batch is written, no more is read than the next one and what lies ahead of it', async () => {
  const store = memoryEventStore()
  const end = await append(store, chatter(9_000))
  let read = 0
  const counting: typeof store = {
    ...store,
    readAll: (query) => async () => {
      const page = await store.readAll(query)()
      if (page._tag === 'Right') read += page.right.length
      return page
    },
  }
  const began = Promise.withResolvers<void>()
  const written = Promise.withResolvers<boolean>()
  const sizes: Array<number> = []
  const copying = copyLog({
    group: core,
    store: counting,
    notices: noNotices,
    from: at(0),
    end,
    maxBatch: 1_000,
    parked: [],
    skipped: new Set(),
    lastRevisions: async () => new Map(),
    write: (_, step) => {
      sizes.push(step.to - step.from)
      began.resolve()
      return written.promise
    },
    written: () => {},
    ended: new AbortController().signal,
  })
  await began.promise
  // Whatever can go on without that answer has gone on by then.
  for (let turn = 0; turn < 100; turn += 1) await new Promise((resolve) => setImmediate(resolve))
  expect(sizes).toEqual([1_000])
  expect(read).toBeLessThanOrEqual(2 * 1_000 + 2 * 2_000)
  written.resolve(true)
  await copying
  expect(sizes).toEqual([...Array.from({ length: 9 }, () => 1_000), end - 9_000])
  await store.close()
})

test('PRJ-30: why a batch was refused is said, and not what comes of asking after that', async () => {
  const store = memoryEventStore()
  const [here, there] = [chatter(2_010), elsewhere(chatter(5))]
  const from = await append(store, [...here.slice(0, 4), ...there.slice(0, 4)])
  const end = await append(store, [...here.slice(4), ...there.slice(4)])
  let refused = false
  const copying = copyLog({
    group: core,
    store,
    notices: noNotices,
    from,
    end,
    maxBatch: 2_000,
    parked: [],
    skipped: new Set(),
    lastRevisions: async (streams) => {
      if (refused) throw new Error('the transaction is aborted')
      return new Map(streams.map((stream) => [stream, 3]))
    },
    write: async () => {
      refused = true
      throw new Error('there is no room')
    },
    written: () => {},
    ended: new AbortController().signal,
  })
  await expect(copying).rejects.toThrow('there is no room')
  await store.close()
})

const following = () => {
  const lines: Array<string> = []
  const clock = { now: 0 }
  const say = (line: string): void => void lines.push(line)
  return { lines, clock, ...buildProgress(say, 'parley_x', () => clock.now) }
}

test('PRJ-64: a build says every ten seconds how much of the log is done, how quickly, and how long it takes from there', () => {
  const { lines, clock, begin, written, finishing, done } = following()
  begin(at(0), at(1_000_000))
  for (let n = 1; n <= 3; n += 1) {
    clock.now += 4_000
    written({ ...emptyBatch(at(0)), to: at(n * 100_000), events: 90_000 })
  }
  expect(lines.splice(0)).toEqual([
    'The read models of this version are built from the log, for schema parley_x.',
    'The read models for schema parley_x: 30 % of the log, 22,500 events a second, some 39 s left.',
  ])
  clock.now += 9_000
  finishing('messages', 'merge', 0)
  expect(lines).toEqual([])
  clock.now += 1_000
  finishing('messages', 'index', 0.25)
  clock.now += 178_000
  done()
  expect(lines).toEqual([
    'The read models for schema parley_x: indexes are made of messages, some 3 s left.',
    'The read models in schema parley_x are built: 270,000 events in 3 min, 1,350 a second.',
  ])
})

test('PRJ-64: a build that goes on says how much was done, and reckons with what it does itself', () => {
  const { lines, clock, begin, written } = following()
  begin(at(500_000), at(1_000_000))
  clock.now += 10_000
  written({ ...emptyBatch(at(0)), to: at(600_000), events: 100_000 })
  expect(lines).toEqual([
    'The read models of this version are built on from the log, for schema parley_x: 50 % was done.',
    'The read models for schema parley_x: 60 % of the log, 10,000 events a second, some 68 s left.',
  ])
})
