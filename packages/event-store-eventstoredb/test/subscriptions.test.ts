import {
  anEvent,
  idsOf,
  pullEvents,
  pullToEnd,
  pullUntil,
  right,
  someEvents,
} from '@parley/event-store/contract'
import type { SubscriptionMessage } from '@parley/event-store'
import { describe, expect, it } from 'vitest'
import { openCluster, openStore, serverAndStore } from './support/on-server.ts'

const tagsOf = (messages: ReadonlyArray<SubscriptionMessage>): ReadonlyArray<string> =>
  messages.map(({ _tag }) => _tag)

describe('subscriptions', () => {
  it('LOG-ES-16: a lost connection is said, and made good without gap or repeat', async () => {
    const { server, store } = await serverAndStore()
    const [before, after] = [someEvents(3), someEvents(3)]
    await right(store.append('s', 'any', before))
    const subscription = store.subscribe()
    expect(idsOf(await pullToEnd(subscription))).toEqual(idsOf(before))
    server.network.refuse()
    expect(tagsOf((await pullUntil(subscription, ({ _tag }) => _tag === 'fell-behind')).messages)).toEqual([
      'fell-behind',
    ])
    server.network.allow()
    await right(store.append('s', 'any', after))
    expect(idsOf(await pullToEnd(subscription))).toEqual(idsOf(after))
  })

  it.each(['23.10.8.0', '22.10.5.0'])(
    'LOG-ES-16: cut over and over while events come, each comes once and in order (%s)',
    async (version) => {
      const { server, store } = await serverAndStore()
      server.faults.version = version
      const filter = { streamPrefixes: ['a-'], types: ['Matching'] }
      const subscriptions = [store.subscribe({ filter }), store.subscribe({ filter })]
      const written: Array<string> = []
      const pulled = subscriptions.map((subscription) => pullEvents(subscription, 400))
      for (let n = 0; n < 200; n++) {
        const events = someEvents(2, 'Matching')
        written.push(...idsOf(events))
        await right(store.append(`a-${n % 5}`, 'any', [...events, anEvent('Other')]))
        if (n % 7 === 0) server.network.cut()
      }
      for (const events of await Promise.all(pulled)) expect(idsOf(events)).toEqual(written)
    },
  )

  it('LOG-ES-16: the leader dies: the subscription goes on at another node', async () => {
    const cluster = await openCluster()
    const store = openStore(cluster.url)
    const [before, after] = [someEvents(2), someEvents(2)]
    await right(store.append('s', 'any', before))
    const subscription = store.subscribe()
    expect(idsOf(await pullToEnd(subscription))).toEqual(idsOf(before))
    cluster.nodes[0]?.network.refuse()
    cluster.lead(2)
    await right(store.append('s', 'any', after))
    expect(idsOf(await pullEvents(subscription, 2))).toEqual(idsOf(after))
  })

  it('LOG-ES-17: a server that says nothing of having caught up is found out to have', async () => {
    const { server, store } = await serverAndStore()
    server.faults.version = '22.10.5.0'
    const events = someEvents(50)
    await right(store.append('s', 'any', events))
    const subscription = store.subscribe()
    expect(idsOf(await pullToEnd(subscription))).toEqual(idsOf(events))
    server.network.cut()
    const { messages } = await pullUntil(subscription, ({ _tag }) => _tag === 'caught-up')
    expect(tagsOf(messages)).toEqual(['fell-behind', 'caught-up'])
  })

  it.each(['23.10.8.0', '22.10.5.0'])(
    'LOG-ES-18: one event that nobody wants brings a checkpoint, before and after catching up (%s)',
    async (version) => {
      const { server, store } = await serverAndStore()
      server.faults.version = version
      const first = await right(store.append('other', 'any', someEvents(1)))
      const subscription = store.subscribe({ filter: { streamPrefixes: ['own'] } })
      const { messages } = await pullUntil(subscription, ({ _tag }) => _tag === 'caught-up')
      expect(messages).toEqual([{ _tag: 'checkpoint', position: first.position }, { _tag: 'caught-up' }])
      const second = await right(store.append('other', 'any', someEvents(1)))
      expect((await subscription.next()).value).toEqual({ _tag: 'checkpoint', position: second.position })
    },
  )

  it('LOG-ES-18: many events that nobody wants bring checkpoints on the way', async () => {
    // On a slow machine as well it is the server that says them, and no look at the end of the log.
    const { store } = await serverAndStore({ checkpointAfter: 60_000 })
    for (let n = 0; n < 9; n++) await right(store.append('other', 'any', someEvents(500)))
    const subscription = store.subscribe({ filter: { types: ['Matching'] } })
    const { messages } = await pullUntil(subscription, ({ _tag }) => _tag === 'caught-up')
    expect(tagsOf(messages)).toEqual(['checkpoint', 'checkpoint', 'checkpoint', 'caught-up'])
  })

  it('LOG-ES-19: one that is not pulled holds about a thousand events, whatever is written', async () => {
    const { server, store } = await serverAndStore()
    const subscription = store.subscribe()
    await pullToEnd(subscription)
    const written: Array<string> = []
    for (let n = 0; n < 50; n++) {
      const events = Array.from({ length: 100 }, () => anEvent('Happened', { text: 'x'.repeat(1000) }))
      await right(store.append('s', 'any', events))
      written.push(...idsOf(events))
    }
    const first = await subscription.next()
    expect(first.value?._tag).toBe('events')
    const held = first.value?._tag === 'events' ? first.value.events : []
    expect(held.length).toBeLessThanOrEqual(1000)
    const rest = await pullEvents(subscription, written.length - held.length)
    expect([...idsOf(held), ...idsOf(rest)]).toEqual(written)
    expect(server.reads.filter((read) => read.subscription)).toHaveLength(1)
  })

  it('LOG-ES-20: a server that hangs is left when it goes on to withhold what is there', async () => {
    const { server, store } = await serverAndStore({ answerWithin: 100 })
    server.faults.withholding = 1
    const subscription = store.subscribe()
    await pullToEnd(subscription)
    const event = anEvent()
    await right(store.append('s', 'any', [event]))
    expect(idsOf(await pullEvents(subscription, 1))).toEqual([event.id])
    expect(server.reads.filter((read) => read.subscription)).toHaveLength(2)
  })

  it('LOG-ES-16: one that is left is ended on the server, and the others of its connection go on', async () => {
    const { server, store } = await serverAndStore()
    const [leaving, staying] = [store.subscribe(), store.subscribe()]
    await Promise.all([pullToEnd(leaving), pullToEnd(staying)])
    await leaving.return?.()
    const event = anEvent()
    await right(store.append('s', 'any', [event]))
    expect(idsOf(await pullEvents(staying, 1))).toEqual([event.id])
    await expect.poll(() => server.following()).toBe(1)
  })
})
