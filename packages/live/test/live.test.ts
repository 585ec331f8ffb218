import { randomUUID } from 'node:crypto'
import { certain, ChannelId, channelStream, inboxStream, Position, Revision } from '@parley/domain'
import { acme, ada, adasChannel } from '@parley/domain/testing'
import {
  noEventAt,
  SubscriptionFailed,
  toNewEvent,
  type RecordedEvent,
  type SubscriptionMessage,
} from '@parley/event-store'
import * as E from 'fp-ts/lib/Either.js'
import { expect, test, vi } from 'vitest'
import { FollowedStream } from '../src/followed-stream.ts'
import {
  append,
  deleted,
  joined,
  sent,
  setBackTo,
  settled,
  stream,
  watched,
  write,
  writeNewer,
} from './support.ts'

const recorded = (n: number, event = sent(n)): RecordedEvent => ({
  ...toNewEvent(event, randomUUID()),
  stream,
  revision: certain(Revision, n),
  position: certain(Position, n + 1),
  recordedAt: event.at,
})

const everything = {
  after: certain(Revision, 0),
  memberAt: certain(Revision, 0),
  userId: ada,
  events: 500,
  bytes: 100_000,
}

test('LIVE-4: nothing is kept of a stream that nobody follows, and what is addressed to nobody here is not made', async () => {
  const here = await watched()
  for (let n = 0; n < 5; n += 1) await append(here.store, n === 2 ? joined(n) : sent(n))
  await settled()
  expect(here.told).toEqual([])
  expect(here.side.position()).toBe(5)
  expect(here.side.waiting(acme, adasChannel)).toEqual([])
  await here.close()
})

test('LIVE-6: where more waits behind a hole than may, those who watch begin anew', async () => {
  const here = await watched({ updates: 3, characters: 1_000_000 })
  here.side.follow(acme, adasChannel)
  await here.side.settled(acme, adasChannel)
  for (let n = 1; n <= 3; n += 1) here.side.committed(stream, [{ ...recorded(n), event: sent(n) }])
  expect(here.missed()).toBe(0)
  expect(here.side.waiting(acme, adasChannel)).toHaveLength(3)
  here.side.committed(stream, [{ ...recorded(4), event: sent(4) }])
  expect(here.missed()).toBe(1)
  expect(here.side.waiting(acme, adasChannel)).toEqual([])
  await here.close()
})

test('LIVE-6: where they do so while the end of the stream is read, it is read once more', async () => {
  const here = await watched({ updates: 2, characters: 1_000_000 })
  await append(here.store, sent(0))
  const { readStream } = here.store
  const gate = Promise.withResolvers<void>()
  const reads = vi.spyOn(here.reads, 'readStream').mockImplementationOnce((name, query) => async () => {
    const before = await readStream(name, query)()
    await gate.promise
    return before
  })
  here.side.follow(acme, adasChannel)
  const place = here.side.settled(acme, adasChannel)
  for (const n of [1, 2, 3]) await append(here.store, sent(n))
  await settled()
  expect(here.missed()).toBe(1)
  gate.resolve()
  expect(await place).toMatchObject({ right: { revision: 3 } })
  expect(reads).toHaveBeenCalledTimes(2)
  await here.close()
})

test('LIVE-44: each of two doors tells its own; one that fails at it keeps nothing from the other, nor from who appends', async () => {
  const here = await watched({ updates: 1, characters: 1_000_000 })
  const missed = vi.fn<() => void>()
  const leave = here.side.tell({
    isHere: () => false,
    deliver: () => {
      throw new Error('a fault of ours')
    },
    marked: () => undefined,
    people: () => undefined,
    missed: () => {
      missed()
      throw new Error('another fault of ours')
    },
  })
  here.side.follow(acme, adasChannel)
  await here.side.settled(acme, adasChannel)
  await append(here.store, sent(0))
  await settled()
  expect(here.revisions()).toEqual([0])
  here.side.committed(stream, [{ ...recorded(2), event: sent(2) }])
  expect(() => here.side.committed(stream, [{ ...recorded(3), event: sent(3) }])).not.toThrow()
  expect(here.side.waiting(acme, adasChannel)).toEqual([])
  expect([here.missed(), missed.mock.calls.length]).toEqual([1, 1])
  leave()
  here.side.follow(acme, adasChannel)
  here.side.committed(stream, [{ ...recorded(2), event: sent(2) }])
  here.side.committed(stream, [{ ...recorded(3), event: sent(3) }])
  expect([here.missed(), missed.mock.calls.length]).toEqual([2, 1])
  await here.close()
})

test('LIVE-12: what the log brings is nothing to the channels that do not get it', async () => {
  const here = await watched()
  const brought = vi.spyOn(FollowedStream.prototype, 'broughtTo')
  const others = Array.from({ length: 20 }, () => certain(ChannelId, randomUUID()))
  for (const channelId of others) {
    here.side.follow(acme, channelId)
    await here.side.settled(acme, channelId)
  }
  brought.mockClear()
  for (let n = 0; n < 5; n += 1) await append(here.store, sent(n))
  await settled()
  expect(here.side.position()).toBe(5)
  expect(brought).not.toHaveBeenCalled()
  brought.mockRestore()
  await here.close()
})

test('LIVE-3: a hole that the log does not fill is filled from the stream, and where that is cut off they begin anew', async () => {
  const here = await watched(undefined, async function* (_, ended): AsyncGenerator<
    SubscriptionMessage,
    undefined
  > {
    yield { _tag: 'caught-up' }
    await new Promise((resolve) => ended.addEventListener('abort', resolve))
    return undefined
  })
  here.side.follow(acme, adasChannel)
  await here.side.settled(acme, adasChannel)
  for (let n = 0; n < 3; n += 1) await append(here.store, sent(n))
  const last = await append(here.store, sent(3))
  here.side.committed(stream, [{ event: sent(3), revision: last.revision, position: last.position }])
  expect(here.revisions()).toEqual([])
  here.clock.advance(50)
  await settled()
  expect(here.revisions()).toEqual([0, 1, 2, 3])

  await append(here.store, sent(4))
  const next = await append(here.store, sent(5))
  await here.store.setStreamMetadata(stream, { truncateBefore: certain(Revision, 5) })()
  here.side.committed(stream, [{ event: sent(5), revision: next.revision, position: next.position }])
  here.clock.advance(50)
  await settled()
  expect(here.missed()).toBe(1)
  await here.close()
})

test('LIVE-3: a hole that the stream does not fill either is looked for by one read at a time, ever less often', async () => {
  const here = await watched()
  here.side.follow(acme, adasChannel)
  await here.side.settled(acme, adasChannel)
  const reads = vi.spyOn(here.reads, 'readStream')
  here.side.committed(stream, [{ ...recorded(1), event: sent(1) }])
  const counts: Array<number> = []
  for (const milliseconds of [50, 100, 200, 400, 800, 1_600, 2_000, 2_000]) {
    here.clock.advance(milliseconds - 1)
    await settled()
    counts.push(reads.mock.calls.length)
    here.clock.advance(1)
    await settled()
  }
  expect(counts).toEqual([0, 1, 2, 3, 4, 5, 6, 7])
  await append(here.store, sent(0))
  here.clock.advance(2_000)
  await settled()
  expect(here.revisions()).toEqual([0, 1])
  await here.close()
})

test('LIVE-5: where the log can not be followed it is told, and tried again from where it was', async () => {
  const starts: Array<number> = []
  let fail = true
  const here = await watched(undefined, async function* (after, ended): AsyncGenerator<
    SubscriptionMessage,
    undefined
  > {
    starts.push(after)
    yield { _tag: 'caught-up' }
    if (after === 0) yield { _tag: 'events', events: [recorded(0)] }
    if (fail) throw new SubscriptionFailed({ _tag: 'AccessDenied', cause: 'not you' })
    await new Promise((resolve) => ended.addEventListener('abort', resolve))
    return undefined
  })
  await settled()
  expect(here.troubles).toEqual([
    undefined,
    { cause: 'AccessDenied: not you', todo: expect.stringMatching(/right to read all of it.*half minute/) },
  ])
  fail = false
  here.clock.advance(500)
  await settled()
  expect(starts).toEqual([0, 1])
  expect(here.troubles.at(-1)).toBeUndefined()
  expect(here.side.position()).toBe(1)
  await here.close()
})

test('LIVE-45: a log that was set back is not followed any more, and no watch begins', async () => {
  const here = await watched()
  for (let n = 0; n < 3; n += 1) await append(here.store, sent(n))
  await settled()
  here.side.follow(acme, adasChannel)
  expect(await here.side.settled(acme, adasChannel)).toMatchObject({ right: { position: 3 } })
  setBackTo(here.log, 1)
  await settled()
  expect(here.setBacks).toEqual([expect.stringContaining('the log ends at 1')])
  expect(here.missed()).toBe(1)
  expect(await here.side.settled(acme, adasChannel)).toMatchObject({ left: { _tag: 'Unavailable' } })
  expect(await here.side.deltas(acme, [{ channelId: adasChannel, since: everything }])).toMatchObject([
    { left: { _tag: 'Unavailable' } },
  ])
  // Neither what is appended on what is there now, nor that time passes, changes that.
  const next = await append(here.store, sent(1))
  here.side.committed(stream, [{ event: sent(1), revision: next.revision, position: next.position }])
  here.clock.advance(60_000)
  await settled()
  expect(here.revisions()).toEqual([])
  expect(here.setBacks).toHaveLength(1)
  await here.close()
})

test('LIVE-45: also where only the position was lost, and the log goes beyond it', async () => {
  const here = await watched(undefined, async function* (): AsyncGenerator<SubscriptionMessage, undefined> {
    yield { _tag: 'caught-up' }
    throw new SubscriptionFailed(noEventAt(3, 5))
  })
  await settled()
  expect(here.setBacks).toEqual([expect.stringContaining('no event at position 3')])
  expect(here.troubles).toEqual([undefined])
  await here.close()
})

test('LIVE-8: where the log has another event of a channel than was told, those who watch it begin anew', async () => {
  const here = await watched()
  here.side.follow(acme, adasChannel)
  await here.side.settled(acme, adasChannel)
  await append(here.store, sent(0))
  await settled()
  expect(here.revisions()).toEqual([0])
  here.side.committed(stream, [
    { event: sent(7), revision: certain(Revision, 0), position: certain(Position, 90) },
  ])
  expect(here.missed()).toBe(1)
  await here.close()
})

test('LIVE-9: from an event on that this version can not read, nothing of its stream is told', async () => {
  const here = await watched()
  here.side.follow(acme, adasChannel)
  await here.side.settled(acme, adasChannel)
  await append(here.store, sent(0))
  await write(here.store, stream, { id: randomUUID(), type: 'Foreign', data: {}, metadata: {} })
  await append(here.store, sent(2))
  await writeNewer(here.store)
  await append(here.store, sent(4))
  await settled()
  expect(here.revisions()).toEqual([0, 2])
  expect(here.missed()).toBe(0)
  const cause = expect.stringContaining(`MessageTranslated at revision 3 of ${stream}: UnknownEventType`)
  expect(here.givenUp).toEqual([{ streams: 1, newer: 1, cause }])
  await here.close()
})

test('LIVE-9: nor where the read models have less of a channel than the log for that reason', async () => {
  const here = await watched()
  await append(here.store, sent(0))
  await writeNewer(here.store)
  here.side.follow(acme, adasChannel)
  const place = await here.side.settled(acme, adasChannel)
  expect(place).toEqual(E.right(expect.objectContaining({ revision: 1 })))
  await here.side.lacks(acme, adasChannel, 0)
  expect(here.givenUp).toMatchObject([{ streams: 1 }])
  await append(here.store, sent(2))
  await settled()
  expect(here.revisions()).toEqual([])
  await here.close()
})

test('LIVE-9: each stream that is given up is counted once, watched or not, however much of it can not be read', async () => {
  const here = await watched()
  here.side.follow(acme, adasChannel)
  await here.side.settled(acme, adasChannel)
  const others = Array.from({ length: 3 }, () => channelStream(acme, certain(ChannelId, randomUUID())))
  for (const one of [stream, ...others, stream, ...others]) await writeNewer(here.store, one)
  const damaged = { id: randomUUID(), type: 'ReadMarked', data: {}, metadata: { v: 1 } }
  await write(here.store, inboxStream(acme, ada), damaged)
  await write(here.store, 'orders-1', { ...damaged, id: randomUUID() })
  await settled()
  expect(here.givenUp.map(({ streams, newer }) => [streams, newer])).toEqual([
    [1, 1],
    [2, 2],
    [3, 3],
    [4, 4],
    [5, 4],
  ])
  // What to do is said for what a newer version wrote, and so is the cause.
  expect(here.givenUp.at(-1)?.cause).toContain('MessageTranslated')
  await here.close()
})

test('LIVE-11: while more is there than comes at once it is told together, so that what was taken back is not said', async () => {
  const here = await watched(undefined, async function* (_, ended): AsyncGenerator<
    SubscriptionMessage,
    undefined
  > {
    yield { _tag: 'fell-behind' }
    yield { _tag: 'events', events: [recorded(0)] }
    yield { _tag: 'events', events: [recorded(1, deleted(0))] }
    yield { _tag: 'caught-up' }
    yield { _tag: 'events', events: [recorded(2)] }
    await new Promise((resolve) => ended.addEventListener('abort', resolve))
    return undefined
  })
  here.side.follow(acme, adasChannel)
  await here.side.settled(acme, adasChannel)
  await settled()
  expect(here.batches).toEqual([[0, 1], [2]])
  await here.close()
})

/** Of a stream that is cut off as a whole, what is appended can't be read either. */
const cutOff = async () => {
  const here = await watched()
  for (let n = 0; n < 3; n += 1) await append(here.store, sent(n))
  await here.store.setStreamMetadata(stream, { truncateBefore: certain(Revision, 9_000) })()
  await settled()
  return here
}

test('LIVE-43: what comes of a stream of which nothing can be read does not wait for what is kept no more', async () => {
  const here = await cutOff()
  here.side.follow(acme, adasChannel)
  expect(await here.side.settled(acme, adasChannel)).toEqual(E.right({ revision: -1, position: 3 }))
  await append(here.store, sent(3))
  await settled()
  here.clock.advance(50)
  await settled()
  expect(here.missed()).toBe(1)
  expect(await here.side.settled(acme, adasChannel)).toEqual(E.right({ revision: 3, position: 4 }))
  const before = here.told.length
  await append(here.store, sent(4))
  await settled()
  expect(here.revisions().slice(before)).toEqual([4])
  expect(here.missed()).toBe(1)
  await here.close()
})

test('LIVE-43: nor does what came while its end was read', async () => {
  const here = await cutOff()
  here.side.follow(acme, adasChannel)
  const place = here.side.settled(acme, adasChannel)
  here.side.committed(stream, [{ ...recorded(3), event: sent(3) }])
  expect(await place).toEqual(E.right({ revision: 3, position: 4 }))
  here.side.committed(stream, [{ ...recorded(4), event: sent(4) }])
  expect(here.revisions()).toEqual([4])
  await here.close()
})
