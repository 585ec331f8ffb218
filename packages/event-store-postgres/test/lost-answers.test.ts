import { proxyTo } from '@parley/embedded-postgres/testing'
import { idsOf, left, pullEvents, pullToEnd, right, someEvents } from '@parley/event-store/contract'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { openPostgres } from './opened.ts'
import type { OpenedPostgres } from './opened.ts'
import { terminate } from './raw-writer.ts'

describe('connections that break while something is written', () => {
  let log: OpenedPostgres
  beforeAll(async () => {
    log = await openPostgres()
  })
  afterAll(() => log.close())

  /** A store whose connection to the database the test can disturb. */
  const disturbed = async () => {
    const proxy = await proxyTo(log.connectionString)
    return { proxy, store: await log.another({ connectionString: proxy.connectionString }) }
  }

  const written = async (stream: string, count: number): Promise<void> => {
    while ((await right(log.store.readStream(stream))).length < count);
  }

  it('LOG-33: the append happened and the answer did not come: it is found, and written once', async () => {
    const { proxy, store } = await disturbed()
    await right(store.append('lost-answer', 'no-stream', someEvents(1)))
    const swallowed = proxy.swallow('answers')
    const batches = [someEvents(2), someEvents(3)]
    const answers = batches.map((batch, n) => right(store.append(`lost-answer-${n}`, 'no-stream', batch)))
    await Promise.all([written('lost-answer-0', 2), swallowed])
    proxy.cut()
    expect((await Promise.all(answers)).map(({ revision }) => revision)).toEqual([1, 2])
    expect(idsOf(await right(store.readStream('lost-answer-1')))).toEqual(idsOf(batches[1] ?? []))
    await store.close()
    await proxy.close()
  })

  it('LOG-33: the question was lost, too: it is written now, and once', async () => {
    const { proxy, store } = await disturbed()
    await right(store.append('lost-question', 'no-stream', someEvents(1)))
    const swallowed = proxy.swallow('questions')
    const batch = someEvents(2)
    const answer = right(store.append('lost-question', 'any', batch))
    await swallowed
    proxy.cut()
    expect((await answer).revision).toBe(2)
    expect(idsOf(await right(log.store.readStream('lost-question'))).slice(1)).toEqual(idsOf(batch))
    await store.close()
    await proxy.close()
  })

  it('LOG-33: what a stream keeps was set or not: it is in doubt, and the process goes on', async () => {
    const { proxy, store } = await disturbed()
    await right(store.append('set', 'no-stream', someEvents(1)))
    await right(store.readStream('set'))
    const swallowed = proxy.swallow('answers')
    const answer = left(store.setStreamMetadata('set', { maxCount: 1 }))
    await swallowed
    proxy.cut()
    expect(await answer).toMatchObject({ _tag: 'InDoubt' })
    await store.close()
    await proxy.close()
  })

  it('LOG-33: in doubt, it is decided by the log: overtaken meanwhile, it is a wrong revision', async () => {
    const { proxy, store } = await disturbed()
    await right(store.append('overtaken', 'no-stream', someEvents(1)))
    const swallowed = proxy.swallow('questions')
    const answer = left(store.append('overtaken', 0 as never, someEvents(2)))
    await swallowed
    await right(log.store.append('overtaken', 0 as never, someEvents(1)))
    proxy.cut()
    expect(await answer).toEqual({ _tag: 'WrongRevision', stream: 'overtaken', expected: 0, actual: 1 })
    await store.close()
    await proxy.close()
  })

  it('LOG-33: a connection that gives no answer at all is left, and the append is settled on another', async () => {
    const proxy = await proxyTo(log.connectionString)
    const store = await log.another({ connectionString: proxy.connectionString, queryTimeout: 100 })
    await right(store.append('silent', 'no-stream', someEvents(1)))
    const swallowed = proxy.swallow('answers')
    const answer = right(store.append('silent', 'any', someEvents(1)))
    await swallowed
    expect((await answer).revision).toBe(1)
    expect(await right(store.readStream('silent'))).toHaveLength(2)
    await store.close()
    await proxy.close()
  })

  it('LOG-33, LOG-30: in doubt, what the database itself refuses was not written, and takes nobody along', async () => {
    const { proxy, store } = await disturbed()
    const client = await log.client()
    await right(store.append('refused', 'no-stream', someEvents(1)))
    await client.query("alter table parley_log.events add constraint poison check (type <> 'Poison')")
    const swallowed = proxy.swallow('questions')
    const alone = left(store.append('refused', 'any', someEvents(1, 'Poison')))
    await swallowed
    proxy.cut()
    expect(await alone).toMatchObject({ _tag: 'Corrupt' })
    const again = proxy.swallow('questions')
    const poisoned = left(store.append('refused', 'any', someEvents(1, 'Poison')))
    const fine = right(store.append('not-refused', 'no-stream', someEvents(1)))
    await again
    proxy.cut()
    expect(await poisoned).toMatchObject({ _tag: 'Corrupt' })
    expect((await fine).revision).toBe(0)
    await client.query('alter table parley_log.events drop constraint poison')
    await store.close()
    await proxy.close()
  })

  it('LOG-33: closing does not wait for ever for an answer', async () => {
    const proxy = await proxyTo(log.connectionString)
    const store = await log.another({ connectionString: proxy.connectionString, closeWithin: 10 })
    await right(store.append('unanswered', 'no-stream', someEvents(1)))
    const swallowed = proxy.swallow('answers')
    const answer = left(store.append('unanswered', 'any', someEvents(1)))
    await swallowed
    await store.close()
    expect(await answer).toMatchObject({ _tag: 'InDoubt' })
    await proxy.close()
  })

  it('LOG-36: a log that ends before where it was is not followed any further', async () => {
    const own = await openPostgres({ pollInterval: 20 })
    await right(own.store.append('s', 'any', someEvents(5)))
    const subscription = own.store.subscribe()
    await pullToEnd(subscription)
    const restored = await own.client()
    await restored.query('delete from parley_log.events where position > 3')
    await restored.query('update parley_log.head set position = 3')
    const reason = { _tag: 'Corrupt', unknownPosition: 5 }
    await expect(pullToEnd(subscription)).rejects.toMatchObject({ reason })
    await own.close()
  })

  it('LOG-36: a notification that was lost is made up for', async () => {
    const own = await openPostgres({ pollInterval: 20 })
    const subscription = own.store.subscribe()
    await pullToEnd(subscription)
    const silent = await own.client()
    await silent.query(`insert into parley_log.streams (id, name) values (1, 's')`)
    await silent.query(
      `with written as (update parley_log.head set position = 1, streams = 1)
        insert into parley_log.events values (1, 0, 0, 1, gen_random_uuid(), 'Silent', '{}', '{}')`,
    )
    expect(await pullEvents(subscription, 1)).toMatchObject([{ type: 'Silent', stream: 's', position: 1 }])
    await own.close()
  })

  it('LOG-34: where there is no connection nothing was written, and it says so at once', async () => {
    const { proxy, store } = await disturbed()
    proxy.refuse(true)
    const events = someEvents(1)
    expect(await left(store.append('nowhere', 'any', events))).toMatchObject({ _tag: 'Unavailable' })
    expect(await left(store.readStream('nowhere'))).toMatchObject({ _tag: 'Unavailable' })
    expect(await left(store.readAll())).toMatchObject({ _tag: 'Unavailable' })
    proxy.refuse(false)
    expect((await right(store.append('nowhere', 'no-stream', events))).revision).toBe(0)
    await store.close()
    await proxy.close()
  })

  it('LOG-33: what could not be settled before the store was closed is in doubt, and what waited is not', async () => {
    const { proxy, store } = await disturbed()
    await right(store.append('doubtful', 'no-stream', someEvents(1)))
    const swallowed = proxy.swallow('answers')
    const doubtful = left(store.append('doubtful', 'any', someEvents(1)))
    await Promise.all([written('doubtful', 2), swallowed])
    proxy.refuse(true)
    const retried = proxy.nextConnection()
    const waiting = left(store.append('doubtful', 'any', someEvents(1)))
    proxy.cut()
    await retried
    expect(await waiting).toMatchObject({ _tag: 'Unavailable' })
    await store.close()
    expect(await doubtful).toMatchObject({ _tag: 'InDoubt' })
    expect(await right(log.store.readStream('doubtful'))).toHaveLength(2)
    await proxy.close()
  })

  it('LOG-36: a subscription survives a lost connection, from its position, and says that it fell behind', async () => {
    const { proxy, store } = await disturbed()
    const other = await log.another()
    const filter = { streamPrefixes: ['survives'] }
    const subscription = store.subscribe({ filter })
    await pullToEnd(subscription)
    const ids: Array<string> = []
    const append = async (): Promise<void> => {
      const events = someEvents(3)
      ids.push(...idsOf(events))
      await right(other.append('survives', 'any', events))
    }
    const read: Array<string> = []
    for (let n = 0; n < 4; n++) {
      await append()
      read.push(...idsOf(await pullEvents(subscription, 3)))
      proxy.refuse(true)
      proxy.cut()
      const fell = await subscription.next()
      expect(fell.value).toEqual({ _tag: 'fell-behind' })
      await append()
      proxy.refuse(false)
      read.push(...idsOf(await pullToEnd(subscription)))
    }
    expect(read).toEqual(ids)
    await store.close()
    await proxy.close()
  })

  it('LOG-33, LOG-36: backends killed at random under load: all is there once and read in order', async () => {
    const watch = await log.client()
    const stores = [await log.another(), await log.another()]
    const filter = { streamPrefixes: ['killed-'] }
    const subscriptions = stores.map((store) => store.subscribe({ filter }))
    await Promise.all(subscriptions.map(pullToEnd))
    const perWriter = 60
    let acknowledged = 0
    const writing = Promise.all(
      Array.from({ length: 8 }, async (_, n) => {
        const ids: Array<string> = []
        for (let m = 0; m < perWriter; m++) {
          const events = someEvents(2)
          const expected = m === 0 ? 'no-stream' : m * 2 - 1
          for (;;) {
            const answer = await (stores[n % 2] ?? log.store).append(
              `killed-${n}`,
              expected as never,
              events,
            )()
            if (answer._tag === 'Right') break
            // Not in doubt: it was not sent.
            expect(answer.left._tag).toBe('Unavailable')
          }
          acknowledged++
          ids.push(...idsOf(events))
        }
        return ids
      }),
    )
    for (let kills = 1; kills <= 12; kills++) {
      while (acknowledged < (kills * 8 * perWriter) / 14) await watch.query('select 1')
      await terminate(watch, "application_name = 'parley-log'")
    }
    const ids = await writing
    for (const [n, own] of ids.entries())
      expect(idsOf(await right(log.store.readStream(`killed-${n}`)))).toEqual(own)
    const all = await right(log.store.readAll({ filter }))
    for (const subscription of subscriptions) {
      expect(await pullEvents(subscription, all.length)).toEqual(all)
      await subscription.return?.()
    }
  })
})
