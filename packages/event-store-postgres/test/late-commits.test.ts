import { idsOf, pullEvents, pullToEnd, right, someEvents } from '@parley/event-store/contract'
import * as fc from 'fast-check'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { openPostgres } from './opened.ts'
import type { OpenedPostgres } from './opened.ts'
import { rawWriter, terminate, waitingForLocks } from './raw-writer.ts'

describe('writers that hold their transactions open while readers tail', () => {
  let log: OpenedPostgres
  beforeAll(async () => {
    log = await openPostgres()
  })
  afterAll(() => log.close())

  const endOfLog = async () => (await right(log.store.readAll())).at(-1)?.position ?? 0

  it('LOG-31: whoever comes later waits for the one who holds the head, and appears after it', async () => {
    const watch = await log.client()
    const writer = await rawWriter(await log.client())
    const subscription = log.store.subscribe()
    await pullToEnd(subscription)
    const [held, later] = [someEvents(2), someEvents(2)]
    await writer.begin()
    await writer.append('late-1', held)
    const appended = right((await log.another()).append('late-2', 'any', later))
    await waitingForLocks(watch, 1)
    expect(await right(log.store.readAll())).toEqual([])
    await writer.end('commit')
    await appended
    expect(idsOf(await pullEvents(subscription, 4))).toEqual(idsOf([...held, ...later]))
    await subscription.return?.()
  })

  it('LOG-31: a transaction rolled back, or killed, leaves no gap', async () => {
    const watch = await log.client()
    const before = await endOfLog()
    for (const how of ['rollback', 'kill'] as const) {
      const writer = await rawWriter(await log.client())
      await writer.begin()
      await writer.append('gone', someEvents(3))
      const appended = right((await log.another()).append('stays', 'any', someEvents(1)))
      await waitingForLocks(watch, 1)
      if (how === 'kill') await terminate(watch, `pid = ${writer.pid}`)
      else await writer.end('rollback')
      await appended
    }
    const added = (await right(log.store.readAll())).filter(({ position }) => position > before)
    expect(added.map(({ stream, position }) => [stream, position - before])).toEqual([
      ['stays', 1],
      ['stays', 2],
    ])
  })

  it('LOG-31: one who holds the events and wants the head is untied from one who does the reverse', async () => {
    const watch = await log.client()
    const client = await log.client()
    await right(log.store.append('tied', 'any', someEvents(1)))
    await client.query('begin')
    await client.query('lock table parley_log.events in share mode')
    const events = someEvents(2)
    const appended = right(log.store.append('tied', 'any', events))
    await waitingForLocks(watch, 1)
    // The database ends one of the two; a store whose commit it was commits again.
    await client.query('select from parley_log.head for update').then(
      () => client.query('commit'),
      () => client.query('rollback'),
    )
    expect((await appended).revision).toBe(2)
    expect(idsOf(await right(log.store.readStream('tied'))).slice(1)).toEqual(idsOf(events))
  })

  it('LOG-31: whatever order they begin, hold, commit, give up or die in, readers skip nothing', async () => {
    const watch = await log.client()
    const step = fc.record({
      writer: fc.nat({ max: 3 }),
      ending: fc.constantFrom('commit', 'commit', 'rollback', 'kill'),
      events: fc.integer({ min: 1, max: 3 }),
      // Appends of stores that get in between, and have to wait for whoever holds the head.
      between: fc.nat({ max: 2 }),
    })
    await fc.assert(
      fc.asyncProperty(fc.array(step, { minLength: 3, maxLength: 12 }), async (steps) => {
        const stores = [log.store, await log.another(), await log.another()]
        const before = await endOfLog()
        const subscriptions = stores.map((store) => store.subscribe({ after: before as never }))
        await Promise.all(subscriptions.map(pullToEnd))
        const writers = await Promise.all([0, 1, 2, 3].map(async () => rawWriter(await log.client())))
        const committed: Array<string> = []
        const appends: Array<Promise<unknown>> = []
        const dead = new Set<number>()
        for (const { writer: n, ending, events: count, between } of steps) {
          const writer = writers[n]
          if (writer === undefined || dead.has(n)) continue
          const events = someEvents(count)
          await writer.begin()
          await writer.append(`raw-${n}`, events)
          for (let m = 0; m < between; m++) {
            const own = someEvents(2)
            committed.push(...idsOf(own))
            appends.push(right((stores[m] ?? log.store).append(`store-${m}`, 'any', own)))
          }
          if (between > 0) await waitingForLocks(watch, 1)
          if (ending === 'kill') {
            await terminate(watch, `pid = ${writer.pid}`)
            dead.add(n)
          } else {
            await writer.end(ending)
            if (ending === 'commit') committed.push(...idsOf(events))
          }
        }
        await Promise.all(appends)
        const all = (await right(log.store.readAll())).filter(({ position }) => position > before)
        expect(idsOf(all).toSorted()).toEqual(committed.toSorted())
        expect(all.map(({ position }) => position)).toEqual(all.map((_, n) => before + n + 1))
        for (const subscription of subscriptions) {
          expect(all.length === 0 ? [] : await pullEvents(subscription, all.length)).toEqual(all)
          await subscription.return?.()
        }
      }),
      { numRuns: 15 },
    )
  })
})
