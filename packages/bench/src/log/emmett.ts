import { dumbo } from '@event-driven-io/dumbo'
import type { Event } from '@event-driven-io/emmett'
import type { JsonObject } from '@parley/event-store'
import { getPostgreSQLEventStore, readMessagesBatch } from '@event-driven-io/emmett-postgresql'
import { fillWith, type Open } from './contender.ts'
import { someEvents } from './event.ts'

const pageSize = 5_000

/** emmett's Postgres store, as its documentation opens it. It gives its events ids of its own. */
export const emmett: Open = async (connectionString) => {
  const store = getPostgreSQLEventStore(connectionString)
  await store.schema.migrate()
  const reading = dumbo({ connectionString })
  let after = 0n
  let filled = 0
  const append = async (stream: string, first: number, count: number): Promise<bigint> => {
    const events = someEvents(count, stream).map(
      ({ type, data, metadata }): Event<string, JsonObject, JsonObject> => ({ type, data, metadata }),
    )
    const { lastEventGlobalPosition } = await store.appendToStream(stream, events, {
      expectedStreamVersion: first === 0 ? 'STREAM_DOES_NOT_EXIST' : BigInt(first),
    })
    return lastEventGlobalPosition
  }
  const read = async (): Promise<number> => {
    let events = 0
    for (let at = after; ; ) {
      const page = await readMessagesBatch(reading.execute, { after: at, batchSize: pageSize })
      events += page.messages.length
      if (events >= filled) return events
      // Its readers wait for whatever transaction is under way in the database, a vacuum's too: asked again.
      if (page.messages.length > 0) at = page.currentGlobalPosition
    }
  }
  return {
    name: 'emmett',
    // An append that comes before the one it expects is refused: a stream takes one after the other.
    hotInFlight: 1,
    append: async (stream, revision) => {
      await append(stream, revision, 1)
    },
    fill: async (events) => {
      after = await append(`channel-default.mark-${crypto.randomUUID()}`, 0, 1)
      // Its pages are in the order of transactions and go on by position: of what was written at the same time, some
      // would be passed over.
      await fillWith(events, append, 'in turn')
      filled = events
    },
    reads: [{ name: 'emmett, JSON parsed', read }],
    close: async () => {
      await reading.close()
      await store.close()
    },
  }
}
