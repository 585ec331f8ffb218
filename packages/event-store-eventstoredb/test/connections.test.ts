import { anEvent, left, pullToEnd, revision, right, someEvents } from '@parley/event-store/contract'
import { describe, expect, it } from 'vitest'
import { openCluster, openServer, openStore, serverAndStore } from './support/on-server.ts'

describe('connections', () => {
  it('LOG-ES-1: a connection that dies under appends fails none of another store', async () => {
    const [a, b] = [await serverAndStore({ retryFor: 300 }), await serverAndStore()]
    const [dying, living] = [Array.from({ length: 20 }), Array.from({ length: 20 })]
    // Both have appends waiting for an answer when one of them is cut off for good.
    b.server.faults.delay = 60
    a.server.faults.delay = 60
    const deaths = dying.map((_, n) => left(a.store.append(`s-${n}`, 'no-stream', someEvents(1))))
    const lives = living.map((_, n) => right(b.store.append(`s-${n}`, 'no-stream', someEvents(1))))
    const writing = new Promise<void>((resolve) => a.server.log.watch(resolve))
    await writing
    a.server.network.refuse()
    expect((await Promise.all(lives)).map((answer) => answer.revision)).toEqual(living.map(() => 0))
    const tags = (await Promise.all(deaths)).map(({ _tag }) => _tag)
    expect(tags).toEqual(dying.map(() => 'InDoubt'))
  })

  it('LOG-ES-2: appends, reads and subscriptions have connections apart, of each store its own', async () => {
    const { server, store } = await serverAndStore()
    const other = openStore(server.url)
    for (const each of [store, other]) {
      await right(each.append('s', 'any', someEvents(1)))
      await right(each.readAll())
      const subscription = each.subscribe()
      await pullToEnd(subscription)
    }
    expect(server.network.connections()).toBe(6)
  })

  it('LOG-ES-2: of 130 subscriptions all are live, and appends and reads pass them by', async () => {
    const { server, store } = await serverAndStore({ checkpointAfter: 60_000 })
    const subscriptions = Array.from({ length: 130 }, () => store.subscribe())
    await Promise.all(subscriptions.map((subscription) => pullToEnd(subscription)))
    const event = anEvent()
    await right(store.append('s', 'no-stream', [event]))
    for (const subscription of subscriptions) {
      const { value } = await subscription.next()
      expect(value).toMatchObject({ _tag: 'events', events: [{ id: event.id }] })
    }
    expect(server.network.connections()).toBeLessThan(8)
  })

  it('LOG-ES-2: 300 reads at once are all answered', async () => {
    const { store } = await serverAndStore()
    await right(store.append('s', 'no-stream', someEvents(3)))
    const reads = await Promise.all(Array.from({ length: 300 }, () => right(store.readStream('s'))))
    expect(reads.every((events) => events.length === 3)).toBe(true)
  })

  it('LOG-ES-3: `kurrentdb://` names the same', async () => {
    const server = await openServer()
    const store = openStore(server.url.replace('esdb', 'kurrentdb'))
    expect((await right(store.append('s', 'any', someEvents(1)))).revision).toBe(0)
  })

  it('LOG-ES-3: an option may hold an @', async () => {
    const server = await openServer()
    const store = openStore(`${server.url}&connectionName=chat@home`)
    expect((await right(store.append('s', 'any', someEvents(1)))).revision).toBe(0)
  })

  it('LOG-ES-3: what is no connection string is thrown at once, without the password', () => {
    expect(() => openStore('esdb://ann:secret@')).toThrow(/^(?!.*secret).*host/)
    expect(() => openStore('esdb://ann:secret')).toThrow(/^(?!.*secret).*port/)
    expect(() => openStore('esdb://secret@h')).toThrow(/^(?!.*secret).*username:password/)
    expect(() => openStore('esdb://ann:sec?ret@h')).toThrow(/^(?!.*(sec|ret)).*port/)
    expect(() => openStore('esdb://h?keepAliveTimeout=-2')).toThrow(/keep-alive/)
    expect(() => openStore('http://127.0.0.1')).toThrow(/esdb/)
    expect(() => openStore('esdb://ann:secret@h?tlsCAFile=/no/such.pem')).toThrow(/no such file/)
  })

  it('LOG-ES-4: in a cluster the leader is found by gossip, whoever is named first', async () => {
    const cluster = await openCluster()
    cluster.lead(2)
    const store = openStore(cluster.url)
    await right(store.append('s', 'no-stream', someEvents(1)))
    await right(store.readStream('s'))
    expect(cluster.nodes.map(({ reads }) => reads.length)).toEqual([0, 0, 1])
  })

  it('LOG-ES-4: a leader that follows now says who leads, and appends and reads go there', async () => {
    const cluster = await openCluster()
    const store = openStore(cluster.url)
    for (const [n, leader] of [0, 1, 2, 0].entries()) {
      cluster.lead(leader)
      const expected = n === 0 ? 'no-stream' : revision(n - 1)
      expect((await right(store.append('s', expected, someEvents(1)))).revision).toBe(n)
      expect(await right(store.readStream('s'))).toHaveLength(n + 1)
    }
    await right(store.deleteStream('s', revision(3)))
  })

  it('LOG-ES-4: a single host that follows is left for the leader', async () => {
    const cluster = await openCluster()
    const follower = cluster.nodes[1]?.url ?? ''
    const store = openStore(follower)
    expect((await right(store.append('s', 'no-stream', someEvents(1)))).revision).toBe(0)
    expect(await right(store.readStream('s'))).toHaveLength(1)
  })

  it('LOG-ES-4: the leader dies under appends: another takes over, each is written once', async () => {
    const cluster = await openCluster()
    const store = openStore(cluster.url)
    const streams = Array.from({ length: 20 }, (_, n) => `s-${n}`)
    await Promise.all(streams.map((stream) => right(store.append(stream, 'no-stream', someEvents(1)))))
    for (const node of cluster.nodes) node.faults.delay = 20
    const appends = Promise.all(
      streams.map((stream) => right(store.append(stream, revision(0), someEvents(2)))),
    )
    cluster.nodes[0]?.network.refuse()
    cluster.lead(1)
    expect((await appends).map((answer) => answer.revision)).toEqual(streams.map(() => 2))
    expect(cluster.log.entries).toHaveLength(60)
  })

  it('LOG-ES-4: without quorum calls wait for a leader, as long as they are retried', async () => {
    const cluster = await openCluster()
    cluster.lead(undefined)
    const hasty = openStore(cluster.url, { retryFor: 200 })
    expect(await left(hasty.append('s', 'no-stream', someEvents(1)))).toMatchObject({ _tag: 'Unavailable' })
    expect(await left(hasty.readStream('s'))).toMatchObject({ _tag: 'Unavailable' })
    const store = openStore(cluster.url)
    const appended = right(store.append('s', 'no-stream', someEvents(1)))
    const read = right(store.readStream('t'))
    cluster.lead(1)
    expect((await appended).revision).toBe(0)
    expect(await read).toEqual([])
  })

  it('LOG-ES-4: where no node answers, what was never sent is unavailable, not in doubt', async () => {
    const store = openStore('esdb://127.0.0.1:1,127.0.0.1:2?tls=false', { retryFor: 100 })
    for (const task of [
      store.append('s', 'any', someEvents(1)),
      store.append('s', 'no-stream', someEvents(1)),
      store.readAll(),
      store.setStreamMetadata('s', {}),
      store.deleteStream('s', revision(0)),
    ])
      expect(await left<{ readonly _tag: string }, unknown>(task)).toMatchObject({ _tag: 'Unavailable' })
  })

  it('LOG-ES-4: a server that goes down between two calls is unavailable to the second, not in doubt', async () => {
    const { server, store } = await serverAndStore({ retryFor: 200 })
    await right(store.append('s', 'no-stream', someEvents(1)))
    server.network.refuse()
    await expect.poll(() => server.network.connections()).toBe(0)
    for (const task of [
      store.append('s', revision(0), someEvents(1)),
      store.append('t', 'no-stream', someEvents(1)),
      store.readStream('s'),
      store.readAll(),
      store.streamMetadata('s'),
      store.setStreamMetadata('s', {}),
      store.deleteStream('s', revision(0)),
    ])
      expect(await left<{ readonly _tag: string }, unknown>(task)).toMatchObject({ _tag: 'Unavailable' })
    server.network.allow()
    expect((await right(store.append('s', revision(0), someEvents(1)))).revision).toBe(1)
    expect(server.log.entries).toHaveLength(2)
  })

  it('LOG-ES-4: a server that starts is waited for by deletes and metadata too', async () => {
    const { server, store } = await serverAndStore()
    await right(store.append('s', 'no-stream', someEvents(1)))
    server.faults.notReady = true
    const set = right(store.setStreamMetadata('t', { maxCount: 3 }))
    const deleted = right(store.deleteStream('s', revision(0)))
    expect(await left(openStore(server.url, { retryFor: 50 }).readAll())).toMatchObject({
      _tag: 'Unavailable',
    })
    server.faults.notReady = false
    await Promise.all([set, deleted])
    expect(server.log.isTombstoned('s')).toBe(true)
    expect(await right(store.streamMetadata('t'))).toEqual({ maxCount: 3 })
  })

  it('LOG-ES-4: a server that starts is waited for, by appends, reads and subscriptions', async () => {
    const { server, store } = await serverAndStore()
    server.network.refuse()
    server.faults.notReady = true
    const appended = right(store.append('s', 'no-stream', someEvents(1)))
    const read = right(store.readStream('t'))
    const caughtUp = pullToEnd(store.subscribe())
    server.network.allow()
    expect(await left(openStore(server.url, { retryFor: 50 }).readAll())).toMatchObject({
      _tag: 'Unavailable',
    })
    server.faults.notReady = false
    expect((await appended).revision).toBe(0)
    expect(await read).toEqual([])
    await caughtUp
  })
})
