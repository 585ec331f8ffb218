import { Position } from '@parley/domain'
import { SubscriptionFailed } from '@parley/event-store'
import {
  idsOf,
  left,
  pullEvents,
  pullToEnd,
  pullUntil,
  right,
  someEvents,
} from '@parley/event-store/contract'
import { describe, expect, it } from 'vitest'
import { openCluster, openServer, openStore, serverAndStore } from './support/on-server.ts'

const position = (n: number): Position => {
  if (!Position.is(n)) throw new Error(`${n} is no position`)
  return n
}

const reasonOf = async (pulling: Promise<unknown>): Promise<unknown> => {
  const error: unknown = await pulling.catch((thrown: unknown) => thrown)
  expect(error).toBeInstanceOf(SubscriptionFailed)
  return error instanceof SubscriptionFailed ? error.reason : undefined
}

describe('positions that the log does not have', () => {
  it.each(['22.10.5.0', '23.10.8.0', '24.10.9.0'])(
    'LOG-24, LOG-ES-22: where no event begins nothing is read, whatever time there is, and both are said (%s)',
    async (version) => {
      const { server, store } = await serverAndStore({ retryFor: 600_000 })
      server.faults.version = version
      const first = await right(store.append('s', 'any', someEvents(1)))
      const last = await right(store.append('s', 'any', someEvents(1)))
      const after = position(first.position + 1)
      const cause = `the log has no event at position ${after}, after which it was to be read; it ends at ${last.position}`
      const expected = { _tag: 'Corrupt', cause, unknownPosition: after }
      expect(await left(store.readAll({ after }))).toEqual(expected)
      expect(await left(store.readAll({ after, limit: 1, filter: { types: ['Other'] } }))).toEqual(expected)
      expect(await reasonOf(store.subscribe({ after }).next())).toEqual(expected)
    },
  )

  it('LOG-24, LOG-ES-22: a node that lags behind the position is waited for', async () => {
    const { server, store } = await serverAndStore({ retryFor: 600_000 })
    const first = await right(store.append('s', 'any', someEvents(1)))
    const last = await right(store.append('s', 'any', someEvents(1)))
    const later = someEvents(2)
    server.faults.knows = first.position
    const reading = right(store.readAll({ after: last.position }))
    const subscription = store.subscribe({ after: last.position })
    const following = pullEvents(subscription, 2)
    await expect.poll(() => server.reads.length).toBeGreaterThan(8)
    await right(store.append('t', 'no-stream', later))
    server.faults.knows = Infinity
    expect(idsOf(await following)).toEqual(idsOf(later))
    expect(idsOf(await reading)).toEqual(idsOf(later))
  })

  it('LOG-ES-27: a follower that lags behind for longer than it is waited for does not speak for the log', async () => {
    const cluster = await openCluster()
    const [leader, follower] = cluster.nodes
    const store = openStore(`esdb://127.0.0.1:${follower?.network.port}?tls=false`, { retryFor: 30 })
    const prefersIt = openStore(`${cluster.url}&nodePreference=follower`, { retryFor: 30 })
    const other = openStore(cluster.url)
    const first = await right(other.append('s', 'any', someEvents(1)))
    const last = await right(other.append('s', 'any', someEvents(1)))
    for (const node of cluster.nodes.slice(1)) node.faults.knows = first.position
    // Not while nobody leads whom one could ask either.
    leader?.network.refuse()
    const subscription = store.subscribe({ after: last.position })
    const next = subscription.next()
    await expect.poll(() => follower?.reads.length).toBeGreaterThan(8)
    expect(await left(prefersIt.readAll({ after: last.position }))).toMatchObject({ _tag: 'Unavailable' })
    leader?.network.allow()
    expect(await next).toMatchObject({ value: { _tag: 'caught-up' } })
    const later = someEvents(2)
    await right(other.append('t', 'no-stream', later))
    expect(idsOf(await pullEvents(subscription, 2))).toEqual(idsOf(later))
  })

  it('LOG-ES-27: what a server can not do for a reason of its own is no matter of a position', async () => {
    const { server, store } = await serverAndStore()
    const [before, after] = [someEvents(2), someEvents(2)]
    const { position: end } = await right(store.append('s', 'any', before))
    server.faults.hiccups = 3
    expect(await right(store.end())).toBe(end)
    server.faults.hiccups = 3
    const subscription = store.subscribe({ after: end })
    expect(await pullToEnd(subscription)).toEqual([])
    await right(store.append('s', 'any', after))
    expect(idsOf(await pullEvents(subscription, 2))).toEqual(idsOf(after))
    server.faults.hiccups = 3
    expect(idsOf(await right(store.readAll({ after: end })))).toEqual(idsOf(after))
    const hasty = openStore(server.url, { retryFor: 0 })
    server.faults.hiccups = Infinity
    expect(await left(hasty.end())).toMatchObject({ _tag: 'Unavailable' })
  })

  it('LOG-24, LOG-ES-22: one that comes back restored, without what was read of it, is not followed', async () => {
    const { server, store } = await serverAndStore({ retryFor: 300 })
    const first = await right(store.append('s', 'any', someEvents(1)))
    const last = await right(store.append('s', 'any', someEvents(1)))
    const subscription = store.subscribe()
    await pullToEnd(subscription)
    server.network.refuse()
    await pullUntil(subscription, ({ _tag }) => _tag === 'fell-behind')
    server.log.entries.pop()
    server.network.allow()
    expect(await reasonOf(subscription.next())).toEqual({
      _tag: 'Corrupt',
      cause: `the log ends at ${first.position}, before position ${last.position}, after which it was to be read`,
      unknownPosition: last.position,
    })
  })

  it('LOG-ES-22: an empty log has no position but 0', async () => {
    const store = openStore((await openServer()).url, { retryFor: 100 })
    expect(await right(store.readAll({ after: position(0) }))).toEqual([])
    const subscription = store.subscribe({ after: position(0) })
    expect(await pullToEnd(subscription)).toEqual([])
    expect(await left(store.readAll({ after: position(7) }))).toMatchObject({ unknownPosition: 7 })
  })

  it('LOG-ES-22: a read that waits for a node to catch up when the store is closed is only unavailable', async () => {
    const { server, store } = await serverAndStore({ retryFor: 600_000 })
    const last = await right(store.append('s', 'any', someEvents(1)))
    server.faults.knows = 0
    const reading = left(store.readAll({ after: last.position }))
    await expect.poll(() => server.reads.length).toBeGreaterThan(2)
    await store.close()
    expect(await reading).toMatchObject({ _tag: 'Unavailable' })
  })

  it('LOG-ES-22: a subscription that is left while it waits for a node to catch up just ends', async () => {
    const { server, store } = await serverAndStore({ retryFor: 600_000 })
    const last = await right(store.append('s', 'any', someEvents(1)))
    server.faults.knows = 0
    const subscription = store.subscribe({ after: last.position })
    const pulling = subscription.next()
    await expect.poll(() => server.reads.length).toBeGreaterThan(2)
    await subscription.return?.()
    expect(await pulling).toEqual({ done: true, value: undefined })
  })
})
