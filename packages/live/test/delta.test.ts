import { randomUUID } from 'node:crypto'
import { certain, Revision } from '@parley/domain'
import { ada, bob } from '@parley/domain/testing'
import { type EventStore, memoryEventStore } from '@parley/event-store'
import * as E from 'fp-ts/lib/Either.js'
import { expect, test } from 'vitest'
import { readDelta } from '../src/delta.ts'
import { append, deleted, joined, sent, stream, write } from './support.ts'

const revision = (n: number): Revision => certain(Revision, n)

/** A channel of so many messages. */
const chat = async (messages: number): Promise<EventStore> => {
  const store = memoryEventStore()
  for (let n = 0; n < messages; n += 1) await append(store, sent(n))
  return store
}

const deltaOf = async (
  store: Pick<EventStore, 'readStream' | 'streamMetadata'>,
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

test('LIVE-7: where that is more than so many events or bytes, it is a snapshot, and no more than about that is read', async () => {
  const store = await chat(120)
  let read = 0
  const counting: Pick<EventStore, 'readStream' | 'streamMetadata'> = {
    streamMetadata: store.streamMetadata,
    readStream: (name, query) => async () => {
      const found = await store.readStream(name, query)()
      if (E.isRight(found)) read += found.right.length
      return found
    },
  }
  expect(await deltaOf(counting, 100, { events: 19 })).toHaveLength(19)
  expect(await deltaOf(counting, 100, { events: 18 })).toBe('snapshot')
  expect(await deltaOf(counting, 115, { memberAt: 10, events: 100 })).toBe('snapshot')
  read = 0
  expect(await deltaOf(counting, 0, { bytes: 1_000 })).toBe('snapshot')
  expect(read).toBe(16)
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
