import { testDatabase } from '@parley/embedded-postgres/testing'
import type { EventStore } from '@parley/event-store'
import { right } from '@parley/event-store/contract'
import type { Opened } from '@parley/event-store/contract'
import { migrateLog, postgresEventStore } from '@parley/event-store-postgres'
import type { PostgresLogOptions } from '@parley/event-store-postgres'
import pg from 'pg'

export interface OpenedPostgres extends Opened {
  readonly connectionString: string
  /** Another store on the log, closed along with everything. */
  readonly another: (options?: Partial<PostgresLogOptions>) => Promise<EventStore>
  /** A connection of the test's own, closed along with everything. */
  readonly client: () => Promise<pg.Client>
}

/** A store on a log in a fresh database. */
export const openPostgres = async (options: Partial<PostgresLogOptions> = {}): Promise<OpenedPostgres> => {
  const { connectionString, drop } = await testDatabase()
  await right(migrateLog({ connectionString }))
  const stores: Array<EventStore> = []
  const clients: Array<pg.Client> = []
  const another = async (other: Partial<PostgresLogOptions> = {}) => {
    const store = postgresEventStore({ connectionString, ...other })
    stores.push(store)
    return store
  }
  const client = async () => {
    const made = new pg.Client({ connectionString })
    made.on('error', () => {})
    await made.connect()
    clients.push(made)
    return made
  }
  return {
    connectionString,
    store: await another(options),
    another,
    client,
    grow: async (seconds) => {
      await (await client()).query('update parley_log.events set recorded_at = recorded_at - $1', [
        seconds * 1000,
      ])
    },
    close: async () => {
      await Promise.all(stores.map((store) => store.close()))
      await Promise.all(clients.map((made) => made.end().catch(() => {})))
      await drop()
    },
  }
}
