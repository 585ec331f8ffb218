import { testDatabase } from '@parley/embedded-postgres/testing'
import { type EventStore, memoryEventStore, memoryLog } from '@parley/event-store'
import { eventStoreDbEventStore } from '@parley/event-store-eventstoredb'
import { startTestServer } from '@parley/event-store-eventstoredb/testing'
import { migrateLog, postgresEventStore } from '@parley/event-store-postgres'
import { right } from './histories.ts'

/** A log that tests have to themselves. */
export interface OpenedLog {
  readonly store: EventStore
  /** Another store on the same log, as another process has. */
  readonly another: () => EventStore
  readonly close: () => Promise<void>
}

/** Every kind of log that there is, by its name. */
export const logs: ReadonlyArray<readonly [string, () => Promise<OpenedLog>]> = [
  [
    'memory',
    async () => {
      const log = memoryLog()
      const store = memoryEventStore({ log })
      return { store, another: () => memoryEventStore({ log }), close: store.close }
    },
  ],
  [
    'Postgres',
    async () => {
      const { connectionString, drop } = await testDatabase()
      await right(migrateLog({ connectionString }))
      return opened(() => postgresEventStore({ connectionString }), drop)
    },
  ],
  [
    'EventStoreDB',
    async () => {
      const server = await startTestServer()
      return opened(
        () => eventStoreDbEventStore({ connectionString: server.url, checkpointAfter: 20, retryFor: 300 }),
        () => server.close(),
      )
    },
  ],
]

const opened = (open: () => EventStore, end: () => Promise<void>): OpenedLog => {
  const stores = [open()]
  const another = (): EventStore => {
    const store = open()
    stores.push(store)
    return store
  }
  const [store = another()] = stores
  const close = async (): Promise<void> => {
    await Promise.all(stores.map((one) => one.close()))
    await end()
  }
  return { store, another, close }
}
