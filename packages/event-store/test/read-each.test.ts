import { type EventStore, memoryEventStore, readEach } from '@parley/event-store'
import { revision, right, someEvents } from '@parley/event-store/contract'
import { expect, it } from 'vitest'

/** Streams of so many events each, and reads of them that are counted. */
const counted = async (streams: number, events: number) => {
  const store = memoryEventStore()
  for (let n = 0; n < streams; n += 1) await right(store.append(`s-${n}`, 'any', someEvents(events)))
  let underWay = 0
  const seen = { most: 0, reads: 0, events: 0 }
  const readStream: EventStore['readStream'] = (stream, query) => async () => {
    underWay += 1
    seen.reads += 1
    seen.most = Math.max(seen.most, underWay)
    await new Promise((resolve) => setImmediate(resolve))
    const read = await right(store.readStream(stream, query))
    seen.events += read.length
    underWay -= 1
    return { _tag: 'Right', right: read }
  }
  const queries = Array.from({ length: streams }, (_, n) => ({
    stream: `s-${n}`,
    from: revision(0),
    most: 1_000,
  }))
  return { readStream, queries, seen }
}

it('LOG-ES-28: no more streams are read at once than may be', async () => {
  const { readStream, queries, seen } = await counted(40, 3)
  const parts = await readEach(readStream, 5)(queries, { events: 1_000, bytes: 1_000_000 })()
  expect(parts).toHaveLength(40)
  for (const part of parts)
    expect(part).toMatchObject({ right: { end: { revision: 2 }, events: { length: 3 } } })
  expect(seen.most).toBe(5)
})

it('LOG-ES-28: once there is no more room, nothing is read any more', async () => {
  const { readStream, queries, seen } = await counted(40, 20)
  const parts = await readEach(readStream, 5)(queries, { events: 60, bytes: 1_000_000 })()
  expect(seen.reads).toBeLessThanOrEqual(1 + 2 + 5)
  expect(parts.at(-1)).toEqual({ _tag: 'Right', right: { end: undefined, events: [], leftOut: true } })
})

it('LOG-ES-28: a stream that has no more than a page of new events is read once, however few they are', async () => {
  const { readStream, queries, seen } = await counted(10, 3)
  for (const from of [0, 2]) {
    seen.reads = 0
    const asked = queries.map((query) => ({ ...query, from: revision(from) }))
    const parts = await readEach(readStream, 5)(asked, { events: 1_000, bytes: 1_000_000 })()
    for (const part of parts) expect(part).toMatchObject({ right: { events: { length: 3 - from } } })
    expect(seen.reads).toBe(10)
  }
})
