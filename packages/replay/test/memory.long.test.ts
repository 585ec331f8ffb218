import { setFlagsFromString } from 'node:v8'
import { runInNewContext } from 'node:vm'
import { certain, type JsonObject, Position, Revision } from '@parley/domain'
import { acme, ada, adasChannel, at } from '@parley/domain/testing'
import type { RecordedEvent, SubscriptionMessage } from '@parley/event-store'
import { replay, type ReplayLog } from '@parley/replay'
import * as E from 'fp-ts/lib/Either.js'
import { expect, it } from 'vitest'
import { aFolder, exported } from './support/folders.ts'

const data = (n: number): JsonObject => ({
  tenantId: acme,
  channelId: adasChannel,
  by: ada,
  commandId: `c${n}`,
  at: '2026-01-01T00:00:00.000Z',
  description: 'x'.repeat(900),
})

/** A log of so many events, of which none is there before it is read. */
const endless = (events: number): ReplayLog => {
  const end = certain(Position, events)
  const pages = async function* (): AsyncGenerator<SubscriptionMessage, undefined, undefined> {
    for (let from = 0; from < events; from += 500)
      yield { _tag: 'events', events: Array.from({ length: 500 }, (_, n) => eventAt(from + n)) }
    yield { _tag: 'caught-up' }
    return undefined
  }
  return {
    end: () => async () => E.right(end),
    readAll: () => async () => E.right([]),
    subscribe: () => pages(),
  }
}

const eventAt = (n: number): RecordedEvent => ({
  id: `00000000-0000-4000-8000-${String(n).padStart(12, '0')}`,
  type: 'ChannelDescribed',
  data: data(n),
  metadata: { v: 1 },
  stream: `channel-acme.${adasChannel}`,
  revision: certain(Revision, n),
  position: certain(Position, n + 1),
  recordedAt: at(1),
})

const collect = (): void => {
  setFlagsFromString('--expose-gc')
  runInNewContext('gc()')
}

const heapAfter = async (events: number): Promise<number> => {
  let count = 0
  for await (const page of replay(endless(events), { mask: { key: Buffer.alloc(32) } }))
    count += page.events.length
  expect(count).toBe(events)
  collect()
  return process.memoryUsage().heapUsed / 1024 / 1024
}

it('REPLAY-12: many times the log is no more in memory', async () => {
  // The decoded events that a process remembers, and the hashes, are full after the first.
  await heapAfter(10_000)
  const few = await heapAfter(10_000)
  const many = await heapAfter(50_000)
  // All of the others would be some 40 MB.
  expect(many - few).toBeLessThan(20)
})

const peakOfExport = async (events: number): Promise<number> => {
  let peak = 0
  const reached = (): void => {
    collect()
    peak = Math.max(peak, process.memoryUsage().heapUsed / 1024 / 1024)
  }
  let pages = 0
  const progress = { begin: () => undefined, reached: () => (pages += 1) % 20 === 0 && reached() }
  const { rows } = await exported(endless(events), aFolder(), { positions: 1_000_000, progress })
  expect(rows).toBe(events)
  return peak
}

it('EXPORT-16: an export of many times the log, in one file, is no more in memory', async () => {
  await peakOfExport(20_000)
  const few = await peakOfExport(20_000)
  const many = await peakOfExport(110_000)
  // A file of all of the others would be some 40 MB.
  expect(many - few).toBeLessThan(20)
})
