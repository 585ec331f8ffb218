import { idsOf, pullToEnd, right, someEvents } from '@parley/event-store/contract'
import type { Revision } from '@parley/domain'
import type { EventStore } from '@parley/event-store'
import { describe, expect, it } from 'vitest'
import type { TestServer } from './server/test-server.ts'
import { foreignEvent } from './support/foreign-event.ts'
import { serverAndStore } from './support/on-server.ts'

/** Another program's stream of which one event is kept, with so many events, the last of them read. */
const busy = async (store: EventStore, events = 1) => {
  await right(store.setStreamMetadata('other', { maxCount: 1 }))
  return right(store.append('other', 'any', someEvents(events)))
}

/** Appends once more to the other stream and scavenges: what was last there is gone. */
const removeLast = async ({ log }: TestServer, store: EventStore) => {
  await right(store.append('other', 'any', someEvents(1)))
  log.scavenge()
}

const filter = { streamPrefixes: ['own-'] }

describe('LOG-ES-25: a subscription after an event that was removed misses nothing', () => {
  it('where the next event is one that it wants', async () => {
    const { server, store } = await serverAndStore()
    await right(store.append('own-1', 'any', someEvents(1)))
    const { position: after } = await busy(store)
    const matching = someEvents(3)
    await right(store.append('own-2', 'any', matching))
    await removeLast(server, store)
    expect(idsOf(await pullToEnd(store.subscribe({ after, filter })))).toEqual(idsOf(matching))
  })

  it('where everything before it was removed too', async () => {
    const { server, store } = await serverAndStore()
    const { position: after } = await busy(store, 5)
    const matching = someEvents(2)
    await right(store.append('own-1', 'any', matching))
    await removeLast(server, store)
    // Its settings stood before all.
    server.log.entries.shift()
    expect(server.log.entries[0]?.stream).toBe('own-1')
    expect(idsOf(await pullToEnd(store.subscribe({ after, filter })))).toEqual(idsOf(matching))
  })

  it('where the event that it begins behind is removed while it begins', async () => {
    const { server, store } = await serverAndStore()
    await right(store.setStreamMetadata('own-1', { truncateBefore: 1 as Revision }))
    await busy(store)
    const { position: after } = await right(store.append('own-1', 'any', someEvents(1)))
    const matching = someEvents(3)
    await right(store.append('own-1', 'any', matching))
    await right(store.append('other', 'any', someEvents(1)))
    server.faults.beforeSubscription = () => server.log.scavenge()
    expect(idsOf(await pullToEnd(store.subscribe({ after, filter })))).toEqual(idsOf(matching))
  })

  it('where it connects again after its last event was removed', async () => {
    const { server, store } = await serverAndStore()
    const subscription = store.subscribe({ filter })
    const first = someEvents(2)
    await right(store.append('own-1', 'any', first))
    expect(idsOf(await pullToEnd(subscription))).toEqual(idsOf(first))
    server.network.refuse()
    const matching = [foreignEvent('Matching', {}), foreignEvent('Matching', {}), foreignEvent('Later', {})]
    server.log.append('own-2', 'any', matching.slice(0, 2))
    server.log.append('own-1', 'any', matching.slice(2))
    server.log.append('$$own-1', 'any', [foreignEvent('$metadata', { $tb: 2 })])
    server.log.scavenge()
    server.network.allow()
    expect(idsOf(await pullToEnd(subscription))).toEqual(matching.map(({ id }) => id))
  })
})
