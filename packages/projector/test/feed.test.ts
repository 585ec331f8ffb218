import type { FeedEntry } from '@parley/change-feed'
import { entryOf } from '@parley/change-feed'
import type { DomainEvent, Position, Revision } from '@parley/domain'
import { acme, adasChannel, noMessage, tenantId, text } from '@parley/domain/testing'
import * as E from 'fp-ts/lib/Either.js'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { append, chatter, type Engine, engine, reach, type Reader, reader } from './harness.ts'

let here: Engine
let near: Reader
let far: Reader
beforeEach(async () => {
  here = await engine()
  near = reader(here.database)
  far = reader(here.database)
})
afterEach(async () => {
  await near.close()
  await far.close()
  await here.close()
})

/** Pulls a tail until it has yielded this position. */
const until = async (
  tail: AsyncIterable<ReadonlyArray<FeedEntry>>,
  position: Position,
): Promise<ReadonlyArray<ReturnType<typeof asParsed>>> => {
  const all: Array<FeedEntry> = []
  for await (const batch of tail) {
    all.push(...batch)
    if (batch.at(-1)?.position === position) break
  }
  return all.map(asParsed)
}

// The log gives an event's fields back in an order of its own.
const asParsed = (entry: FeedEntry) => ({ ...entry, json: JSON.parse(entry.json) as unknown })

const expected = (messages: number): ReadonlyArray<ReturnType<typeof asParsed>> =>
  chatter(messages).map((event, n) =>
    asParsed(entryOf({ event, revision: n as Revision, position: (n + 1) as Position })),
  )

test("FEED-2 FEED-3: near the projector or in another process, a tail yields the same entries in the log's order", async () => {
  here.start({ publisher: near.feed.publisher, maxBatch: 7 })
  const tails = [near.feed.tail(0 as Position), far.feed.tail(0 as Position)]
  const events = chatter(500)
  const end = events.length as Position
  const [, ...found] = await Promise.all([
    append(here.store, events),
    ...tails.map((tail) => until(tail, end)),
  ])
  for (const entries of found) expect(entries).toEqual(expected(500))
  const later = await until(far.feed.tail(100 as Position), end)
  expect(later).toEqual(expected(500).slice(100))
})

test('FEED-4: a page of the feed is bounded in bytes, and a tail that reads small ones yields the same', async () => {
  here.start()
  const events = chatter(60)
  const end = events.length as Position
  const narrow = reader(here.database, { pageBytes: 1_000 })
  await reach(near.head, await append(here.store, events))
  const batches: Array<ReadonlyArray<FeedEntry>> = []
  for await (const batch of narrow.feed.tail(0 as Position)) {
    batches.push(batch)
    if (batch.at(-1)?.position === end) break
  }
  await narrow.close()
  expect(batches.flat().map(asParsed)).toEqual(expected(60))
  for (const batch of batches)
    expect(batch.reduce((sum, { json }) => sum + json.length, 0)).toBeLessThanOrEqual(1_000)
})

test('GW-40: a tail that is far behind tells nothing that was taken back further on', async () => {
  here.start()
  const events = chatter(30)
  const sent = events.flatMap((event) => (event.type === 'MessageSent' ? [event] : []))
  const [first, second] = sent
  if (first === undefined || second === undefined) throw new Error('nothing was sent')
  const { body: _body, ...about } = first
  const later: ReadonlyArray<DomainEvent> = [
    { ...about, type: 'MessageDeleted' },
    { ...second, type: 'MessageEdited', body: text('edited') },
  ]
  await reach(near.head, await append(here.store, [...events, ...later]))
  const narrow = reader(here.database, { pageBytes: 1_000 })
  const told = await until(narrow.feed.tail(0 as Position), (events.length + later.length) as Position)
  await narrow.close()
  const words = JSON.stringify(told.map(({ json }) => json))
  expect(words).not.toContain(`"${first.body.text}"`)
  expect(words).not.toContain(`"${second.body.text}"`)
  expect(words).toContain('"edited"')
  expect(words).toContain(sent[2]?.body.text)
})

test('FEED-5: tails come back by themselves when every connection is killed', async () => {
  here.start({ publisher: near.feed.publisher, maxBatch: 50 })
  const events = chatter(600)
  const end = events.length as Position
  const tails = [near.feed.tail(0 as Position), far.feed.tail(0 as Position)].map((tail) => until(tail, end))
  for (let n = 0; n < events.length; n += 100) {
    await append(here.store, events.slice(n, n + 100))
    await here.pool.query(
      `select pg_terminate_backend(pid) from pg_stat_activity
       where datname = current_database() and pid <> pg_backend_pid()`,
    )
  }
  for (const entries of await Promise.all(tails))
    expect(entries.map(({ position }) => position)).toEqual(events.map((_, n) => n + 1))
})

test('FEED-6: since gives what happened in a channel after a revision, and says whether that is all', async () => {
  here.start()
  const events = chatter(20)
  await reach(near.head, await append(here.store, events))
  const since = async (after: Revision | 'start', limit: number) => {
    const delta = await near.feed.since(acme, adasChannel, after, limit)()
    if (E.isLeft(delta)) throw new Error(delta.left.cause)
    return { ...delta.right, entries: delta.right.entries.map(asParsed) }
  }
  const all = expected(20)
  expect(await since('start', 100)).toEqual({ entries: all, whole: true })
  expect(await since(9 as Revision, 100)).toEqual({ entries: all.slice(10), whole: true })
  expect(await since(9 as Revision, 3)).toEqual({ entries: all.slice(10, 13), whole: false })
  expect(await since(9 as Revision, all.length - 10)).toEqual({ entries: all.slice(10), whole: true })
  expect(await since((all.length - 1) as Revision, 5)).toEqual({ entries: [], whole: true })
  const elsewhere = await near.feed.since(tenantId('other'), adasChannel, 'start', 5)()
  expect(elsewhere).toEqual(E.right({ entries: [], whole: true }))
  expect(await near.feed.since(acme, noMessage as never, 'start', 5)()).toEqual(elsewhere)
})

test('FEED-6: nor is it all where it has more bytes than a delta may have, and none of it is read', async () => {
  here.start()
  const events = chatter(20)
  await reach(near.head, await append(here.store, events))
  const bytes = expected(20)
    .slice(10)
    .reduce((sum, { json }) => sum + Buffer.byteLength(JSON.stringify(json)), 0)
  const since = async (deltaBytes: number) => {
    const narrow = reader(here.database, { deltaBytes })
    const delta = await narrow.feed.since(acme, adasChannel, 9 as Revision, 100)()
    await narrow.close()
    return E.isRight(delta) ? [delta.right.entries.length, delta.right.whole] : delta
  }
  expect(await since(bytes)).toEqual([events.length - 10, true])
  expect(await since(bytes - 1)).toEqual([0, false])
})

test('FEED-2: a tail without a position begins at the head, and leaves nothing out from there on', async () => {
  here.start({ publisher: near.feed.publisher })
  const events = chatter(60)
  const middle = await append(here.store, events.slice(0, 20))
  await reach(near.head, middle)
  await reach(far.head, middle)
  // With their connections made, they read the head long before the last event is there.
  await Promise.all([near.feed.head()(), far.feed.head()()])
  const tails = [near.feed.tail(), far.feed.tail()]
  const seen = tails.map((tail) => until(tail, events.length as Position))
  for (const event of events.slice(20)) {
    const position = await append(here.store, [event])
    await reach(near.head, position)
    await reach(far.head, position)
  }
  for (const entries of await Promise.all(seen)) {
    expect(entries.length).toBeLessThanOrEqual(events.length - 20)
    expect(entries).toEqual(expected(60).slice(-entries.length))
  }
})

test('FEED-7: a tail ends when it is left, and when the feed is closed, even while it waits', async () => {
  here.start()
  await reach(near.head, await append(here.store, chatter(1)))
  const waiting = near.feed.tail(100 as Position)
  const next = waiting.next()
  await waiting.return?.()
  expect(await next).toEqual({ done: true, value: undefined })
  const other = near.feed.tail(100 as Position).next()
  await near.feed.close()
  expect(await other).toEqual({ done: true, value: undefined })
})
