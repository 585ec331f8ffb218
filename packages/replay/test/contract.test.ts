import { type DomainEvent, Position, streamOf, isEventIn } from '@parley/domain'
import { acme, ada, adasChannel } from '@parley/domain/testing'
import type { EventStore } from '@parley/event-store'
import { follow, partitionOf, replay, ReplayFailed, type ReplayPage } from '@parley/replay'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { aHistory, all, appendAll, right, tenants, written } from './support/histories.ts'
import { logs, type OpenedLog } from './support/logs.ts'

const eventsOf = <Given>(pages: ReadonlyArray<ReplayPage<Given>>): ReadonlyArray<Given> =>
  pages.flatMap(({ events }) => events.map(({ event }) => event))

const position = (n: number): Position => n as Position

const history = aHistory()

describe.each(logs)('A log in %s', (_, open) => {
  let log: OpenedLog
  let store: EventStore
  beforeAll(async () => {
    log = await open()
    store = log.store
    await appendAll(store, history)
  })
  afterAll(() => log.close())

  it('REPLAY-1: an empty one has no pages', async () => {
    const empty = await open()
    expect(await all(replay(empty.store))).toEqual([])
    await empty.close()
  })

  it('REPLAY-1: it is given whole, in the order of positions, each event once and with its place', async () => {
    const pages = await all(replay(store))
    expect(eventsOf(pages)).toEqual(history)
    const events = pages.flatMap((page) => page.events)
    const read = await right(store.readAll())
    expect(events.map(({ event, ...place }) => ({ ...place, stream: streamOf(event) }))).toEqual(
      read.map(({ id, stream, revision, position: at, recordedAt }) => ({
        id,
        stream,
        revision,
        position: at,
        recordedAt,
      })),
    )
    expect(pages.at(-1)?.position).toBe(await right(store.end()))
  })

  it('REPLAY-2: from whichever page on, the rest comes', async () => {
    const pages = await all(replay(store, { atOnce: 17 }))
    expect(Math.max(...pages.map(({ events }) => events.length))).toBe(17)
    for (const [n, { position: from }] of pages.entries())
      expect(eventsOf(await all(replay(store, { from })))).toEqual(eventsOf(pages.slice(n + 1)))
  })

  it('REPLAY-2: one that is left after a page goes on there, and ends where the log did', async () => {
    const seen: Array<DomainEvent> = []
    let from = position(0)
    for (let runs = 0; runs < 1_000; runs += 1) {
      let more = false
      for await (const page of replay(store, { from, atOnce: 23 })) {
        seen.push(...page.events.map(({ event }) => event))
        from = page.position
        more = true
        break
      }
      if (!more) break
    }
    expect(seen).toEqual(history)
  })

  it('REPLAY-3: between two positions, the second included, and no further than the end', async () => {
    const events = (await all(replay(store))).flatMap((page) => page.events)
    const [from, to] = [events[20]?.position, events[60]?.position]
    if (from === undefined || to === undefined) throw new Error('the history is too short')
    const between = await all(replay(store, { from, to, atOnce: 16 }))
    expect(eventsOf(between)).toEqual(history.slice(21, 61))
    expect(between.at(-1)?.position).toBe(to)
    expect(await all(replay(store, { from: to, to: from }))).toEqual([])
    const beyond = position(((await right(store.end())) ?? 0) + 1_000_000)
    expect(eventsOf(await all(replay(store, { to: beyond })))).toEqual(history)
  })

  it('REPLAY-3: after a position beyond the end it fails, and says both', async () => {
    const beyond = position(((await right(store.end())) ?? 0) + 1_000_000)
    const failed: unknown = await all(replay(store, { from: beyond })).catch((error: unknown) => error)
    expect(failed).toBeInstanceOf(ReplayFailed)
    expect(failed).toMatchObject({ reason: { _tag: 'Corrupt', unknownPosition: beyond } })
  })

  it('REPLAY-4: types, tenants and kinds of streams are those asked for, each and together', async () => {
    const sent = await all(replay(store, { types: ['MessageSent', 'MemberJoined'] }))
    const isSent = ({ type }: DomainEvent) => type === 'MessageSent' || type === 'MemberJoined'
    expect(eventsOf(sent)).toEqual(history.filter(isSent))
    for (const tenantId of tenants) {
      const whole = await all(replay(store, { streams: { tenantId } }))
      expect(eventsOf(whole)).toEqual(history.filter((event) => event.tenantId === tenantId))
      const both = await all(
        replay(store, { types: ['MessageSent', 'MemberJoined'], streams: { tenantId, kinds: ['channel'] } }),
      )
      expect(eventsOf(both)).toEqual(history.filter((event) => event.tenantId === tenantId && isSent(event)))
    }
    const inboxes = await all(replay(store, { streams: { kinds: ['inbox'] } }))
    expect(eventsOf(inboxes)).toEqual(history.filter((event) => isEventIn('inbox', event)))
    const first = history.find((event) => isEventIn('channel', event))
    if (first === undefined) throw new Error('the history is empty')
    const channel = await all(replay(store, { streams: { channelId: first.channelId } }))
    expect(eventsOf(channel)).toEqual(
      history.filter((event) => isEventIn('channel', event) && event.channelId === first.channelId),
    )
  })

  it('REPLAY-5: its parts are together the log, and no event is in two', async () => {
    const whole = (await all(replay(store))).flatMap((page) => page.events)
    const parts = await Promise.all(
      [1, 2, 3].map(async (n) =>
        (await all(replay(store, { partition: { n, of: 3 }, atOnce: 20 }))).flatMap((page) => page.events),
      ),
    )
    expect(Math.min(...parts.map(({ length }) => length))).toBeGreaterThan(0)
    expect(parts.flat().toSorted((a, b) => a.position - b.position)).toEqual(whole)
    for (const [n, part] of parts.entries())
      expect(new Set(part.map(({ stream }) => partitionOf(stream, 3)))).toEqual(new Set([n + 1]))
  })

  it('REPLAY-7 REPLAY-9: what can not be read is said with its place, what is foreign is counted', async () => {
    const from = await right(store.end())
    const stream = `channel-acme.${adasChannel}`
    const ours = {
      tenantId: acme,
      channelId: adasChannel,
      by: ada,
      commandId: 'c',
      at: '2026-01-01T00:00:00.000Z',
    }
    await right(
      store.append(stream, 'any', [
        written('ChannelArchived', ours, { v: 1 }),
        written('ChannelSung', ours, { v: 1 }),
        written('MemberJoined', ours, { v: 99 }),
        written('MessageSent', { ...ours, body: 'hello' }, { v: 1 }),
        written('ChannelArchived', { ...ours, tenantId: 'acme-2' }, { v: 1 }),
        written('Deployed', {}, {}),
        written('ChannelArchived', ours, { v: 1 }),
      ]),
    )
    await right(store.append('channel-tv', 'any', [written('ChannelArchived', ours, { v: 1 })]))
    const pages = await all(replay(store, from === undefined ? {} : { from }))
    expect(eventsOf(pages).map(({ type }) => type)).toEqual(['ChannelArchived', 'ChannelArchived'])
    expect(pages.reduce((sum, { foreign }) => sum + foreign, 0)).toBe(2)
    const unreadable = pages.flatMap((page) => page.unreadable)
    const read = await right(store.readStream(stream))
    expect(unreadable).toMatchObject(
      [
        ['ChannelSung', 'UnknownEventType', /no event of ours is called ChannelSung/],
        ['MemberJoined', 'UnknownEventVersion', /version 99/],
        ['MessageSent', 'MalformedEvent', /messageId is no MessageId/],
        ['ChannelArchived', 'MisplacedEvent', /it is one of channel-acme-2/],
      ].map(([type, reason, why], n) => ({
        type,
        reason,
        why: expect.stringMatching(why ?? ''),
        stream,
        revision: read.at(n - 6)?.revision,
        position: read.at(n - 6)?.position,
        id: read.at(n - 6)?.id,
      })),
    )
    // By type, those that would be of it are said.
    const archived = await all(
      replay(store, { types: ['ChannelArchived'], ...(from === undefined ? {} : { from }) }),
    )
    expect(archived.flatMap((page) => page.unreadable)).toMatchObject([{ reason: 'MisplacedEvent' }])
  })

  it('REPLAY-6: events are given as they are today, or as they were written', async () => {
    const from = await right(store.end())
    const data = {
      tenantId: acme,
      channelId: adasChannel,
      by: ada,
      commandId: 'c',
      at: '2026-01-01T00:00:00.000Z',
      userId: ada,
      role: 'member',
      segment: 7,
    }
    await right(store.append(`channel-acme.${adasChannel}`, 'any', [written('MemberJoined', data, { v: 1 })]))
    await right(store.append(`channel-acme.${adasChannel}`, 'any', [written('ChannelSung', data, { v: 3 })]))
    const asked = from === undefined ? {} : { from }
    const { segment, ...today } = data
    expect(eventsOf(await all(replay(store, asked)))).toEqual([
      { type: 'MemberJoined', ...today, segments: { main: segment } },
    ])
    const stored = await all(replay(store, { ...asked, upcast: false }))
    expect(eventsOf(stored)).toEqual([
      { type: 'MemberJoined', version: 1, data, metadata: { v: 1 } },
      { type: 'ChannelSung', version: 3, data, metadata: { v: 3 } },
    ])
    expect(stored.flatMap((page) => page.unreadable)).toEqual([])
    const joined = await all(replay(store, { ...asked, upcast: false, types: ['MemberJoined'] }))
    expect(eventsOf(joined).map(({ type }) => type)).toEqual(['MemberJoined'])
  })

  it('REPLAY-3: what another process has just written is in it', async () => {
    const other = log.another()
    const streams = other.subscribe({ atOnce: 1_000 })
    await streams.next()
    for (let n = 0; n < 10; n += 1) {
      const from = await right(other.end())
      await appendAll(store, history.slice(0, 3))
      expect(eventsOf(await all(replay(other, from === undefined ? {} : { from })))).toEqual(
        history.slice(0, 3),
      )
    }
    await streams.return?.()
  })

  it('REPLAY-10: followed, what is there comes first and then what happens, until it is stopped', async () => {
    const stop = new AbortController()
    const from = await right(store.end())
    await appendAll(store, history.slice(0, 5))
    const seen: Array<DomainEvent> = []
    for await (const { events } of follow(store, { from: from ?? position(0), stop: stop.signal })) {
      seen.push(...events.map(({ event }) => event))
      if (seen.length === 5) void appendAll(store, history.slice(5, 12))
      if (seen.length >= 12) stop.abort()
    }
    expect(seen).toEqual(history.slice(0, 12))
  })

  it('REPLAY-10: a replay that is stopped ends, and so does one that waits', async () => {
    const stop = new AbortController()
    const pages: Array<unknown> = []
    for await (const page of replay(store, { stop: stop.signal, atOnce: 10 })) {
      pages.push(page)
      stop.abort()
    }
    expect(pages).toHaveLength(1)

    const waiting = new AbortController()
    const from = await right(store.end())
    const followed = follow(store, { from: from ?? position(0), stop: waiting.signal })
    const next = followed.next()
    waiting.abort()
    for (let pulled = await next; pulled.done !== true; pulled = await followed.next())
      expect(pulled.value.events).toEqual([])
  })

  it('REPLAY-8: a log that can not be read on is said, not waited for without an end', async () => {
    const other = log.another()
    await other.close()
    await expect(all(replay(other))).rejects.toMatchObject({ reason: { _tag: 'Unavailable' } })
    // Another store stays as it is.
    expect((await all(replay(store))).length).toBeGreaterThan(0)
  })
})
