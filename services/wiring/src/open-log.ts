import type { EventStore } from '@parley/event-store'
import { eventStoreDbEventStore } from '@parley/event-store-eventstoredb'
import { migrateLog, postgresEventStore } from '@parley/event-store-postgres'
import * as E from 'fp-ts/lib/Either.js'
import type { Stores } from './stores.ts'

/** Opens the log: EventStoreDB where an address of it is given, or else Postgres, brought to its newest schema. */
export const openLog = async ({ databaseUrl, eventStoreUrl }: Stores): Promise<EventStore> => {
  if (eventStoreUrl !== undefined) return eventStoreDbEventStore({ connectionString: eventStoreUrl })
  const migrated = await migrateLog({ connectionString: databaseUrl })()
  if (E.isLeft(migrated)) throw new Error(`the log can't be opened: ${JSON.stringify(migrated.left)}`)
  return postgresEventStore({ connectionString: databaseUrl })
}
