import { testDatabase } from '@parley/embedded-postgres/testing'
import type { EventStore } from '@parley/event-store'
import { eventStoreDbEventStore } from '@parley/event-store-eventstoredb'
import { startTestServer } from '@parley/event-store-eventstoredb/testing'
import { migrateLog, postgresEventStore } from '@parley/event-store-postgres'
import { copyLog } from '@parley/log-copy'
import { describe, expect, it, onTestFinished } from 'vitest'
import { copied, everything, kept, mixed, right, storeWith } from './histories.ts'

/** Opens stores on one log in a fresh database. */
const postgres = async (): Promise<() => EventStore> => {
  const { connectionString, drop } = await testDatabase()
  await right(migrateLog({ connectionString }))
  onTestFinished(drop)
  return () => closed(postgresEventStore({ connectionString }))
}

/** A server of a test's own, and what opens stores on it: as patient as a busy machine needs, unless told otherwise. */
const eventStoreDb = async () => {
  const server = await startTestServer()
  onTestFinished(() => server.close())
  const open = (retryFor = 60_000) =>
    closed(eventStoreDbEventStore({ connectionString: server.url, retryFor, answerWithin: 60_000 }))
  return { server, open }
}

/** Hooks run last first: the store is closed before its server. */
const closed = (store: EventStore): EventStore => {
  onTestFinished(() => store.close())
  return store
}

/** Calls back, once, when a copy has come so many events into a part of its work. */
const at = (part: string, events: number, reached: () => void) => {
  let current = ''
  let done = 0
  return {
    begin: (next: string) => {
      current = next
      done = 0
    },
    advance: (more: number) => {
      if (current === part && done < events && done + more >= events) reached()
      done += more
    },
  }
}

const many = 4_500

/** A log in Postgres with events in several streams, some of them with metadata, one deleted. */
const filled = async (): Promise<EventStore> => {
  const store = (await postgres())()
  await copied(await storeWith([...mixed(many - 1), 'inbox-gone']), store)
  await right(store.setStreamMetadata('channel-default.1', { maxCount: 5_000, maxAge: 1_000_000 }))
  await right(store.deleteStream('inbox-gone', 'any'))
  return store
}

describe('Between Postgres and EventStoreDB', () => {
  it('COPY-1 COPY-5 COPY-8: whole, there and back, with one digest; and a second copy adds nothing', async () => {
    const from = await filled()
    const middle = await eventStoreDb()
    const back = await postgres()
    const there = await copied(from, middle.open())
    expect(there).toMatchObject({ events: many, added: many, outOfOrder: 0, same: true, grew: false })
    const written = middle.server.log.entries.length
    expect(await copied(from, middle.open())).toMatchObject({ added: 0, same: true })
    expect(middle.server.log.entries).toHaveLength(written)

    const again = await copied(middle.open(), back())
    expect(again).toMatchObject({ added: many, outOfOrder: 0, digests: there.digests, same: true })
    expect(await copied(middle.open(), back())).toMatchObject({ added: 0, same: true })
    expect(kept(await everything(back()))).toEqual(kept(await everything(from)))
  })

  it('COPY-5: EventStoreDB goes away in the middle of being written: it is gone on where that was', async () => {
    const from = await filled()
    const { server, open } = await eventStoreDb()
    const unwatch = server.log.watch(() => server.log.entries.length > 3_000 && server.network.refuse())
    const failed = await copyLog(from, open(300))
    expect(failed).toMatchObject({ left: { _tag: 'StoreFailed', side: 'target' } })
    unwatch()
    const before = server.log.entries.length
    expect(before).toBeGreaterThan(3_000)
    expect(before).toBeLessThan(many)
    server.network.allow()
    expect(await copied(from, open())).toMatchObject({ events: many, added: many - before, same: true })
    expect(kept(await everything(open()))).toHaveLength(many)
  })

  it('COPY-5: EventStoreDB goes away in the middle of being read: it is gone on where that was', async () => {
    const { server, open } = await eventStoreDb()
    await copied(await filled(), open())
    const to = await postgres()
    const progress = at('copying', 2_000, () => server.network.refuse())
    const failed = await copyLog(open(300), to(), { progress })
    expect(failed).toMatchObject({ left: { _tag: 'StoreFailed', side: 'source' } })
    const before = (await everything(to())).length
    expect(before).toBeGreaterThan(0)
    expect(before).toBeLessThan(many)
    server.network.allow()
    expect(await copied(open(), to())).toMatchObject({ events: many, added: many - before, same: true })
  })

  it('COPY-5: connections that are cut on the way are mended without anybody running it again', async () => {
    const from = await filled()
    const { server, open } = await eventStoreDb()
    let appends = 0
    server.log.watch(() => {
      appends += 1
      if (appends % 150 === 0) server.network.cut()
    })
    expect(await copied(from, open())).toMatchObject({ added: many, same: true })
    expect(appends).toBeGreaterThan(300)

    let pages = 0
    const progress = { begin: () => undefined, advance: () => (pages += 1) % 2 === 0 && server.network.cut() }
    const back = await postgres()
    expect(await copied(open(), back(), { progress })).toMatchObject({ added: many, same: true })
    expect(kept(await everything(back()))).toHaveLength(many)
  })
})
