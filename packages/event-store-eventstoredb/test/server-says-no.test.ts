import { SubscriptionFailed } from '@parley/event-store'
import { anEvent, idsOf, left, pullUntil, revision, right, someEvents } from '@parley/event-store/contract'
import { describe, expect, it } from 'vitest'
import { everyCall, told } from './support/every-call.ts'
import { foreignEvent } from './support/foreign-event.ts'
import { openStore, serverAndStore } from './support/on-server.ts'

describe('what the server says no to', () => {
  it('LOG-ES-8: over the limit here, it is not even sent', async () => {
    const { server, store } = await serverAndStore({ maxAppendBytes: 1000 })
    const error = await left(store.append('s', 'any', [anEvent('Big', { text: 'x'.repeat(1000) })]))
    expect(error).toMatchObject({ _tag: 'TooLarge', most: 1000 })
    expect(server.log.entries).toEqual([])
    expect(server.network.connections()).toBe(0)
  })

  it('LOG-ES-8: over the limit there, the server says which', async () => {
    const { server, store } = await serverAndStore({ maxAppendBytes: 16 * 1024 * 1024 })
    server.faults.maxAppendSize = 5000
    const batch = [anEvent('Big', { text: 'x'.repeat(6000) })]
    expect(await left(store.append('s', 'any', batch))).toMatchObject({ _tag: 'TooLarge', most: 5000 })
    expect((await right(store.append('s', 'any', someEvents(1)))).revision).toBe(0)
  })

  it('LOG-ES-8: a single event over the limit there, the server says which', async () => {
    const { server, store } = await serverAndStore({ maxAppendBytes: 16 * 1024 * 1024 })
    server.faults.maxAppendEventSize = 5000
    const batch = [anEvent('Small', {}), anEvent('Big', { text: 'x'.repeat(6000) })]
    expect(await left(store.append('s', 'any', batch))).toMatchObject({ _tag: 'TooLarge', most: 5000 })
    expect(server.log.entries).toEqual([])
    expect((await right(store.append('s', 'any', someEvents(1)))).revision).toBe(0)
  })

  it('LOG-ES-8: what goes out in several messages is one append', async () => {
    const { server, store } = await serverAndStore({ maxAppendBytes: 16 * 1024 * 1024 })
    server.faults.maxAppendSize = 16 * 1024 * 1024
    const batch = Array.from({ length: 9 }, () => anEvent('Big', { text: 'x'.repeat(700_000) }))
    expect((await right(store.append('s', 'no-stream', batch))).revision).toBe(8)
    expect(idsOf(await right(store.readStream('s')))).toEqual(idsOf(batch))
  })

  it('LOG-ES-9: a stream that others deleted softly is no stream; it begins again and numbers on', async () => {
    const { server, store } = await serverAndStore()
    await right(store.append('s', 'no-stream', someEvents(3)))
    server.log.softDelete('s')
    const fresh = openStore(server.url)
    for (const each of [store, fresh]) expect(await right(each.readStream('s'))).toEqual([])
    const error = await left(openStore(server.url).append('s', revision(1), someEvents(1)))
    expect(error).toMatchObject({ _tag: 'WrongRevision', expected: 1 })
    const again = someEvents(2)
    expect((await right(fresh.append('s', 'no-stream', again))).revision).toBe(4)
    expect(idsOf(await right(store.readStream('s')))).toEqual(idsOf(again))
  })

  it('LOG-ES-9: a process that remembers the stream goes on at the revision that it had', async () => {
    const { server, store } = await serverAndStore()
    await right(store.append('s', 'no-stream', someEvents(3)))
    server.log.softDelete('s')
    const again = someEvents(1)
    expect((await right(store.append('s', revision(2), again))).revision).toBe(3)
    expect(idsOf(await right(store.readStream('s')))).toEqual(idsOf(again))
  })

  it('LOG-ES-7: of what fell out the revision is known, and of the position that it was not later', async () => {
    const { store } = await serverAndStore()
    const batch = someEvents(3)
    const { position } = await right(store.append('s', 'no-stream', batch))
    await right(store.setStreamMetadata('s', { maxCount: 1 }))
    const again = await right(store.append('s', 'any', batch.slice(0, 2)))
    expect([again.revision, again.position]).toEqual([1, position])
  })

  it('LOG-ES-9: a soft delete is read as metadata that truncate everything', async () => {
    const { server, store } = await serverAndStore()
    await right(store.append('s', 'no-stream', someEvents(3)))
    server.log.softDelete('s')
    expect(await right(store.streamMetadata('s'))).toEqual({ truncateBefore: Number.MAX_SAFE_INTEGER })
  })

  it('LOG-ES-10: a tombstone of another process is seen, though its events are remembered here', async () => {
    const { server, store } = await serverAndStore()
    const batch = someEvents(2)
    await right(store.append('s', 'no-stream', batch))
    await right(openStore(server.url).deleteStream('s', 'any'))
    const gone = { _tag: 'StreamDeleted', stream: 's' }
    expect(await left(store.append('s', 'no-stream', batch))).toEqual(gone)
    expect(await left(store.append('s', revision(1), someEvents(1)))).toEqual(gone)
    expect(await left(store.readStream('s'))).toEqual(gone)
    expect(await left(store.streamMetadata('s'))).toEqual(gone)
    expect(await left(store.setStreamMetadata('s', {}))).toEqual(gone)
  })

  it.each(['cut-after', 'cut-before', 'timeout-after', 'timeout-before'] as const)(
    'LOG-ES-10: a delete whose answer is lost (%s) is asked again, and done',
    async (fault) => {
      const { server, store } = await serverAndStore()
      await right(store.append('s', 'no-stream', someEvents(2)))
      server.faults.appends.push(fault)
      await right(store.deleteStream('s', revision(1)))
      expect(server.log.isTombstoned('s')).toBe(true)
      expect(await left(store.deleteStream('s', revision(1)))).toMatchObject({ _tag: 'StreamDeleted' })
    },
  )

  it('LOG-ES-10: a delete whose answer is lost for good is in doubt, and one that was never sent is not', async () => {
    const { server, store } = await serverAndStore({ retryFor: 100 })
    await right(store.append('s', 'no-stream', someEvents(2)))
    server.faults.appends.push(...Array.from({ length: 99 }, () => 'timeout-before' as const))
    expect(await left(store.deleteStream('s', revision(1)))).toMatchObject({ _tag: 'InDoubt' })
    server.network.refuse()
    expect(await left(store.deleteStream('s', revision(1)))).toMatchObject({ _tag: 'Unavailable' })
  })

  it('LOG-ES-11: access denied is told at once, by each call and by subscriptions', async () => {
    const { server, store } = await serverAndStore()
    server.faults.denied = true
    for (const task of everyCall(store)) expect(await told(task)).toMatchObject({ _tag: 'AccessDenied' })
    const failed: unknown = await store
      .subscribe()
      .next()
      .catch((error: unknown) => error)
    expect(failed).toBeInstanceOf(SubscriptionFailed)
    expect(failed).toMatchObject({ reason: { _tag: 'AccessDenied' } })
  })

  it('LOG-ES-12: metadata keep what others put there, and go by their own revision', async () => {
    const { server, store } = await serverAndStore()
    const acl = { $r: 'ann', $w: ['bob'] }
    const foreign = foreignEvent('$metadata', { $acl: acl, $maxCount: 3, theirs: 1 })
    server.log.append('$$s', 'any', [foreignEvent('$metadata', {}), foreign])
    expect(await right(store.streamMetadata('s'))).toEqual({ maxCount: 3 })
    await right(store.setStreamMetadata('s', { maxAge: 60 }))
    const last = server.log.events('$$s').at(-1)
    expect(JSON.parse(new TextDecoder().decode(last?.data))).toEqual({ $acl: acl, theirs: 1, $maxAge: 60 })
    expect(last?.revision).toBe(2)
    // Set from two sides at once, both are written, the one after the other.
    const other = openStore(server.url)
    await Promise.all([store, other].map((each) => right(each.setStreamMetadata('s', { maxCount: 9 }))))
    expect(server.log.events('$$s')).toHaveLength(5)
    expect(await right(store.streamMetadata('s'))).toEqual({ maxCount: 9 })
  })

  it('LOG-41, LOG-ES-13: what is no JSON object is given with its place, and said to be unreadable', async () => {
    const { server, store } = await serverAndStore()
    const binary = { ...foreignEvent('Binary', {}), data: new Uint8Array([0xff, 0]) }
    const list = { ...foreignEvent('List', {}), data: new TextEncoder().encode('[1]') }
    const tagged = { ...foreignEvent('Tagged', { n: 1 }), metadata: new TextEncoder().encode('"mine"') }
    server.log.append('s', 'any', [binary, list, tagged, foreignEvent('Fine', { n: 1 })])
    const expected = [
      { type: 'Binary', revision: 0, data: {}, metadata: {}, unreadable: 'its data are no JSON object' },
      { type: 'List', revision: 1, data: {}, metadata: {}, unreadable: 'its data are no JSON object' },
      { type: 'Tagged', revision: 2, data: {}, metadata: {}, unreadable: 'its metadata are no JSON object' },
      { type: 'Fine', revision: 3, data: { n: 1 }, metadata: {} },
    ]
    expect(await right(store.readStream('s'))).toMatchObject(expected)
    expect(await right(store.readAll())).toMatchObject(expected)
    const { events } = await pullUntil(store.subscribe(), ({ _tag }) => _tag === 'events')
    expect(events).toMatchObject(expected)
    expect(events[3]).not.toHaveProperty('unreadable')
  })

  it('LOG-ES-13: the server\u2019s own events are never read', async () => {
    const { server, store } = await serverAndStore()
    await right(store.setStreamMetadata('s', { maxCount: 2 }))
    server.log.append('$stats', 'any', [foreignEvent('Stats', {})])
    await right(store.append('s', 'any', someEvents(1)))
    for (const filter of [undefined, {}, { streamPrefixes: [''] }, { types: ['Happened', 'Stats'] }])
      expect(await right(store.readAll(filter === undefined ? {} : { filter }))).toHaveLength(1)
  })

  it('LOG-ES-14: a position is the commit position, of an append, a stream and all streams alike', async () => {
    const { server, store } = await serverAndStore()
    const { position } = await right(store.append('s', 'any', someEvents(3)))
    const positions = server.log.entries.map((entry) => entry.position)
    expect((await right(store.readStream('s'))).map((event) => event.position)).toEqual(positions)
    expect((await right(store.readAll())).map((event) => event.position)).toEqual(positions)
    expect(position).toBe(positions.at(-1))
  })

  it('LOG-ES-15: reads are filtered by the server, by types or else by streams, and by us', async () => {
    const { server, store } = await serverAndStore()
    const matching = someEvents(3, 'Matching')
    for (const event of matching) {
      await right(store.append('a-1', 'any', [...someEvents(2, 'Matching+more'), event]))
      await right(store.append('b-1', 'any', someEvents(4, 'Matching')))
    }
    const filter = { streamPrefixes: ['a-'], types: ['Matching', 'a|.*b'] }
    expect(idsOf(await right(store.readAll({ filter })))).toEqual(idsOf(matching))
    expect(idsOf(await right(store.readAll({ filter, limit: 2 })))).toEqual(idsOf(matching.slice(0, 2)))
    expect(server.reads.filter(({ filtered }) => filtered).length).toBeGreaterThan(1)
  })
})
