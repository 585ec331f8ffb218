import { randomUUID } from 'node:crypto'
import { certain, ChannelId, channelStream, Revision } from '@parley/domain'
import { acme, ada, bob } from '@parley/domain/testing'
import { type EventStore, memoryEventStore } from '@parley/event-store'
import * as E from 'fp-ts/lib/Either.js'
import { expect, test, vi } from 'vitest'
import { type DeltaRead, readDeltas } from '../src/delta.ts'
import { append, deleted, joined, sent, stream, write, readDelta } from './support.ts'

const revision = (n: number): Revision => certain(Revision, n)

/** A channel of so many messages. */
const chat = async (messages: number): Promise<EventStore> => {
  const store = memoryEventStore()
  for (let n = 0; n < messages; n += 1) await append(store, sent(n))
  return store
}

const deltaOf = async (
  store: Pick<EventStore, 'readStreams' | 'streamMetadata'>,
  after: number,
  wish: {
    readonly memberAt?: number
    readonly userId?: typeof ada
    readonly events?: number
    readonly bytes?: number
  } = {},
) => {
  const { memberAt = after, userId = ada, events = 500, bytes = 256 * 1024 } = wish
  const delta = await readDelta(store, stream, {
    after: revision(after),
    memberAt: revision(memberAt),
    userId,
    events,
    bytes,
  })
  if (E.isLeft(delta)) return delta.left._tag
  return delta.right._tag === 'delta'
    ? delta.right.updates.map((update) => update.revision)
    : delta.right._tag
}

test('LIVE-7: a delta is what came after a revision up to the end of the stream, read in pages', async () => {
  const store = await chat(120)
  expect(await deltaOf(store, 119)).toEqual([])
  expect(await deltaOf(store, 0)).toEqual(Array.from({ length: 119 }, (_, n) => n + 1))
  expect(await deltaOf(store, 110, { memberAt: 3 })).toEqual([111, 112, 113, 114, 115, 116, 117, 118, 119])
})

test('LIVE-7: where that is more than so many events or bytes, it is a snapshot, and of more events none is read', async () => {
  const store = await chat(120)
  let read = 0
  const counting: Pick<EventStore, 'readStreams' | 'streamMetadata'> = {
    streamMetadata: store.streamMetadata,
    readStreams: (queries, most) => async () => {
      const parts = await store.readStreams(queries, most)()
      for (const part of parts) if (E.isRight(part)) read += part.right.events.length
      return parts
    },
  }
  expect(await deltaOf(counting, 100, { events: 19 })).toHaveLength(19)
  read = 0
  expect(await deltaOf(counting, 100, { events: 18 })).toBe('snapshot')
  expect(await deltaOf(counting, 115, { memberAt: 10, events: 100 })).toBe('snapshot')
  expect(read).toBe(0)
  expect(await deltaOf(counting, 0, { bytes: 1_000 })).toBe('snapshot')
})

test('LIVE-7: a revision that the stream does not have is not there, and one that was cut off does not come', async () => {
  const store = await chat(5)
  expect(await deltaOf(store, 5)).toBe('not-there')
  expect(await deltaOf(store, 9, { memberAt: 2 })).toBe('not-there')
  await store.setStreamMetadata(stream, { truncateBefore: revision(3) })()
  expect(await deltaOf(store, 1)).toBe('snapshot')
  expect(await deltaOf(store, 4)).toEqual([])
  await store.setStreamMetadata(stream, { truncateBefore: revision(30) })()
  expect(await deltaOf(store, 4)).toBe('snapshot')
  await store.deleteStream(stream, 'any')()
  expect(await deltaOf(store, 4)).toBe('snapshot')
})

test('GW-41: whoever came after the revision, or after they were known as a member, is given a snapshot', async () => {
  const store = await chat(3)
  await append(store, joined(3))
  await append(store, sent(4))
  expect(await deltaOf(store, 1, { userId: bob })).toBe('snapshot')
  expect(await deltaOf(store, 4, { userId: bob, memberAt: 2 })).toBe('snapshot')
  expect(await deltaOf(store, 3, { userId: bob })).toEqual([4])
  expect(await deltaOf(store, 1, { userId: ada })).toEqual([2, 3, 4])
})

test('LIVE-7: what another program wrote, or this version can not read, is not told as if it were whole', async () => {
  const store = await chat(3)
  await write(store, stream, { id: randomUUID(), type: 'Paid', data: {}, metadata: {} })
  expect(await deltaOf(store, 1)).toBe('snapshot')
  expect(await deltaOf(store, 2)).toBe('snapshot')
})

test('GW-40: a delta does not say what was taken back by its end', async () => {
  const store = await chat(3)
  await append(store, deleted(2))
  const delta = await readDelta(store, stream, {
    after: revision(0),
    memberAt: revision(0),
    userId: ada,
    events: 500,
    bytes: 10_000,
  })
  const words = JSON.stringify(delta)
  expect(words).toContain('message 1')
  expect(
    E.isRight(delta) && delta.right._tag === 'delta' && delta.right.updates.map(({ json }) => json).join(),
  ).not.toContain('message 2')
  await store.close()
  expect(await deltaOf(store, 0)).toBe('Unavailable')
})

const other = channelStream(acme, certain(ChannelId, '00000000-0000-4000-8000-000000000002'))

test('LIVE-54: deltas of several channels are read in one go, each by itself, and where each ends', async () => {
  const store = await chat(10)
  await write(store, other, { id: randomUUID(), type: 'Paid', data: {}, metadata: {} })
  const asked = vi.fn<EventStore['readStreams']>(store.readStreams)
  const found: Array<DeltaRead> = []
  const since = { memberAt: revision(0), userId: ada, events: 500, bytes: 10_000 }
  await readDeltas(
    { ...store, readStreams: asked },
    [
      { stream, since: { ...since, after: revision(9), memberAt: revision(9) } },
      { stream, since: { ...since, after: revision(7) } },
      { stream, since: undefined },
      { stream: other, since: { ...since, after: revision(0) } },
      { stream: `${other}0`, since: { ...since, after: revision(0) } },
    ],
    { events: 1_000, bytes: 100_000 },
    (read, n) => {
      found[n] = read
    },
  )
  expect(asked).toHaveBeenCalledTimes(1)
  const end = { revision: 9, position: 10 }
  expect(found).toMatchObject([
    { delta: { right: { _tag: 'delta', updates: [], end } }, end },
    { delta: { right: { _tag: 'delta', updates: [{ revision: 8 }, { revision: 9 }], end } }, end },
    { delta: { right: { _tag: 'snapshot' } }, end },
    { delta: { right: { _tag: 'snapshot' } }, end: { revision: 0, position: 11 } },
    { delta: { right: { _tag: 'not-there' } } },
  ])
})

test('LIVE-54: those for which there is no room are not read, and one that never has room is a snapshot', async () => {
  const store = await chat(10)
  const since = { after: revision(0), memberAt: revision(0), userId: ada, events: 500, bytes: 100_000 }
  const tagsOf = async (bytes: number): Promise<ReadonlyArray<string>> => {
    const tags: Array<string> = []
    const requests = [{ stream: `${other}0`, since }, ...Array.from({ length: 3 }, () => ({ stream, since }))]
    await readDeltas(store, requests, { events: 1_000, bytes }, ({ delta }, n) => {
      tags[n] = E.isLeft(delta) ? delta.left._tag : delta.right._tag
    })
    return tags
  }
  expect(await tagsOf(1_000_000)).toEqual(['not-there', 'delta', 'delta', 'delta'])
  expect((await tagsOf(5_000)).slice(0, 2)).toEqual(['not-there', 'delta'])
  expect((await tagsOf(5_000)).at(-1)).toBe('not-read')
  expect(await tagsOf(500)).toEqual(['not-there', 'snapshot', 'not-read', 'not-read'])
})

test('LIVE-54: while many events are made updates, others have their turns', async () => {
  const store = await chat(120)
  const since = { after: revision(0), memberAt: revision(0), userId: ada, events: 500, bytes: 1_000_000 }
  let turns = 0
  let reading = true
  const others = (async () => {
    while (reading) {
      await new Promise((resolve) => setImmediate(resolve))
      turns += 1
    }
  })()
  const requests = Array.from({ length: 10 }, () => ({ stream, since }))
  const seen: Array<number> = []
  await readDeltas(store, requests, { events: 10_000, bytes: 10_000_000 }, () => void seen.push(turns))
  reading = false
  await others
  expect(seen).toHaveLength(10)
  expect(new Set(seen).size).toBeGreaterThanOrEqual(5)
})
