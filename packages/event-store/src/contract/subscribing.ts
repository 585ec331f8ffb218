import { expect, it } from 'vitest'
import {
  anEvent,
  endOf,
  idsOf,
  ownPrefix,
  pullEvents,
  pullToEnd,
  pullUntil,
  right,
  someEvents,
} from './harness.ts'
import type { Capabilities, Under } from './harness.ts'

export const subscribing = (under: Under, capabilities: Capabilities): void => {
  it('LOG-12: what is there comes first, then word that it caught up, then what happens', async () => {
    const { store } = under()
    const after = await endOf(store)
    const prefix = ownPrefix()
    const [before, later, last] = [someEvents(3), someEvents(2), someEvents(1)]
    await right(store.append(`${prefix}s`, 'any', before))
    const subscription = store.subscribe({ after, filter: { streamPrefixes: [prefix] } })
    expect(idsOf(await pullToEnd(subscription))).toEqual(idsOf(before))
    await right(store.append(`${prefix}s`, 'any', later))
    expect(idsOf(await pullEvents(subscription, 2))).toEqual(idsOf(later))
    await right(store.append(`${prefix}t`, 'any', last))
    expect(idsOf(await pullEvents(subscription, 1))).toEqual(idsOf(last))
    await subscription.return?.()
  })

  it('LOG-12: it waits for what is not there yet', async () => {
    const { store } = under()
    const after = await endOf(store)
    const prefix = ownPrefix()
    const subscription = store.subscribe({ after, filter: { streamPrefixes: [prefix] } })
    await pullToEnd(subscription)
    const pulled = pullEvents(subscription, 1)
    const event = anEvent()
    await right(store.append(`${prefix}s`, 'any', [event]))
    expect(idsOf(await pulled)).toEqual([event.id])
    await subscription.return?.()
  })

  it('LOG-12: it begins after any position, and from there on it is the same', async () => {
    const { store } = under()
    const start = await endOf(store)
    const prefix = ownPrefix()
    const filter = { streamPrefixes: [prefix] }
    for (let n = 0; n < 8; n++) await right(store.append(`${prefix}${n % 3}`, 'any', someEvents(3)))
    const all = await right(store.readAll({ after: start, filter }))
    expect(all).toHaveLength(24)
    for (const [n, { position }] of all.entries()) {
      const subscription = store.subscribe({ after: position, filter })
      expect(await pullToEnd(subscription)).toEqual(all.slice(n + 1))
      await subscription.return?.()
    }
  })

  it('LOG-12: without a position it begins at the beginning of the log', async () => {
    const { store } = under()
    const prefix = ownPrefix()
    const events = someEvents(2)
    await right(store.append(`${prefix}s`, 'any', events))
    const subscription = store.subscribe({ filter: { streamPrefixes: [prefix] } })
    expect(idsOf(await pullEvents(subscription, 2))).toEqual(idsOf(events))
    await subscription.return?.()
  })

  it('LOG-10: it filters by prefix and type while catching up and live', async () => {
    const { store } = under()
    const after = await endOf(store)
    const prefix = ownPrefix()
    const filter = { streamPrefixes: [`${prefix}a`, `${prefix}b`], types: ['Matching'] }
    const write = async () => {
      const matching = someEvents(2, 'Matching')
      await right(store.append(`${prefix}a`, 'any', [...someEvents(1), ...matching.slice(0, 1)]))
      await right(store.append(`${prefix}c`, 'any', someEvents(2, 'Matching')))
      await right(store.append(`${prefix}b`, 'any', [...matching.slice(1), ...someEvents(1)]))
      return idsOf(matching)
    }
    const before = await write()
    const subscription = store.subscribe({ after, filter })
    expect(idsOf(await pullToEnd(subscription))).toEqual(before)
    const later = await write()
    expect(idsOf(await pullEvents(subscription, 2))).toEqual(later)
    await subscription.return?.()
  })

  it('LOG-14: where nothing matches, checkpoints say how far it has looked', async () => {
    const { store } = under()
    const after = await endOf(store)
    const prefix = ownPrefix()
    const [other, own] = [`${prefix}other`, `${prefix}own`]
    const events = someEvents(capabilities.checkpointWithin ?? 1)
    const others = await right(store.append(other, 'any', events))
    const subscription = store.subscribe({ after, filter: { streamPrefixes: [own] } })
    const first = (await pullUntil(subscription, ({ _tag }) => _tag === 'checkpoint')).messages.at(-1)
    if (first?._tag !== 'checkpoint') throw new Error('no checkpoint')
    expect(first.position).toBeGreaterThan(after)
    await pullUntil(
      subscription,
      (message) =>
        capabilities.checkpointWithin !== undefined ||
        (message._tag === 'checkpoint' && message.position >= others.position) ||
        first.position >= others.position,
    )
    // Nothing is missed by whoever begins again from there.
    const event = anEvent()
    await right(store.append(own, 'any', [event]))
    const again = store.subscribe({ after: first.position, filter: { streamPrefixes: [own] } })
    expect(idsOf(await pullEvents(again, 1))).toEqual([event.id])
    expect(idsOf(await pullEvents(subscription, 1))).toEqual([event.id])
    await Promise.all([subscription.return?.(), again.return?.()])
  })

  it('LOG-14: checkpoints come live, too, and never go back', async () => {
    const { store } = under()
    const after = await endOf(store)
    const prefix = ownPrefix()
    const subscription = store.subscribe({ after, filter: { streamPrefixes: [`${prefix}own`] } })
    await pullToEnd(subscription)
    let seen: number = after
    const rising = (message: { readonly _tag: string; readonly position?: number }): boolean => {
      if (message._tag !== 'checkpoint' || message.position === undefined) return false
      expect(message.position).toBeGreaterThan(seen)
      seen = message.position
      return true
    }
    for (let n = 0; n < 3; n++) {
      const pulled = pullUntil(subscription, rising)
      await right(store.append(`${prefix}other`, 'any', someEvents(capabilities.checkpointWithin ?? 1)))
      await pulled
    }
    await subscription.return?.()
  })

  it('LOG-15: one that nobody pulls loses nothing: all comes in order once it is pulled', async () => {
    const { store } = under()
    const after = await endOf(store)
    const prefix = ownPrefix()
    const subscription = store.subscribe({ after, filter: { streamPrefixes: [prefix] } })
    await pullToEnd(subscription)
    const written: Array<string> = []
    const count = Math.max(3000, 2 * (capabilities.fallsBehindAfter ?? 0))
    while (written.length < count) {
      const events = someEvents(300)
      await right(store.append(`${prefix}${written.length % 7}`, 'any', events))
      written.push(...idsOf(events))
    }
    const { events, messages } = await pullUntil(subscription, (_, all) => all.length >= written.length)
    expect(idsOf(events)).toEqual(written)
    const tags = messages.map(({ _tag }) => _tag)
    const fell = tags.lastIndexOf('fell-behind')
    expect(fell >= 0 || capabilities.fallsBehindAfter === undefined).toBe(true)
    // Whoever was told that it fell behind is told when it has caught up again.
    const rest = fell > tags.lastIndexOf('caught-up') ? await pullToEnd(subscription) : []
    expect(rest).toEqual([])
    await subscription.return?.()
  })

  it('LOG-13: several subscriptions each see everything', async () => {
    const { store } = under()
    const after = await endOf(store)
    const prefix = ownPrefix()
    const filter = { streamPrefixes: [prefix] }
    const subscriptions = Array.from({ length: 5 }, () => store.subscribe({ after, filter }))
    const all = Promise.all(subscriptions.map((subscription) => pullEvents(subscription, 40)))
    const written: Array<string> = []
    for (let n = 0; n < 20; n++) {
      const events = someEvents(2)
      await right(store.append(`${prefix}s`, 'any', events))
      written.push(...idsOf(events))
    }
    for (const events of await all) expect(idsOf(events)).toEqual(written)
    for (const subscription of subscriptions) await subscription.return?.()
  })

  it('LOG-13: what another process appends comes, too', async ({ skip }) => {
    const { store, another } = under()
    if (another === undefined) {
      skip('the store has no other instance on the same log')
      return
    }
    const other = await another()
    const after = await endOf(store)
    const prefix = ownPrefix()
    const subscription = store.subscribe({ after, filter: { streamPrefixes: [prefix] } })
    await pullToEnd(subscription)
    const written: Array<string> = []
    for (let n = 0; n < 12; n++) {
      const events = someEvents(2)
      await right((n % 3 === 0 ? store : other).append(`${prefix}s`, 'any', events))
      written.push(...idsOf(events))
      // Every second time both come at once.
      const pulled = n % 2 === 0 ? [] : await pullEvents(subscription, written.length)
      expect(idsOf(pulled)).toEqual(n % 2 === 0 ? [] : written.splice(0))
    }
    await subscription.return?.()
    await other.close()
  })

  it('LOG-15: of so many at once as it was asked for, none yields more, catching up and live', async () => {
    const { store } = under()
    const after = await endOf(store)
    const prefix = ownPrefix()
    const before = someEvents(23)
    await right(store.append(`${prefix}s`, 'any', before))
    const subscription = store.subscribe({ after, filter: { streamPrefixes: [prefix] }, atOnce: 5 })
    const caught = await pullUntil(subscription, ({ _tag }) => _tag === 'caught-up')
    const later = someEvents(12)
    await right(store.append(`${prefix}s`, 'any', later))
    const live = await pullUntil(subscription, (_, events) => events.length >= later.length)
    const counts = [...caught.messages, ...live.messages].map((message) =>
      message._tag === 'events' ? message.events.length : 0,
    )
    expect(Math.max(...counts)).toBeLessThanOrEqual(5)
    expect(idsOf([...caught.events, ...live.events])).toEqual(idsOf([...before, ...later]))
    await subscription.return?.()
  })

  it('LOG-16: leaving a loop ends it, and so does `return` while it waits', async () => {
    const { store } = under()
    const prefix = ownPrefix()
    await right(store.append(`${prefix}s`, 'any', someEvents(1)))
    const left = store.subscribe({ filter: { streamPrefixes: [prefix] } })
    for await (const message of left) if (message._tag === 'events') break
    expect(await left.next()).toEqual({ done: true, value: undefined })

    const after = await endOf(store)
    const waiting = store.subscribe({ after, filter: { streamPrefixes: [prefix] } })
    await pullToEnd(waiting)
    const next = waiting.next()
    await waiting.return?.()
    expect(await next).toEqual({ done: true, value: undefined })
  })
}
