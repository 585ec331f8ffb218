import type { EventStore } from '@parley/event-store'
import { eventStoreDbEventStore } from '@parley/event-store-eventstoredb'
import { migrateLog, postgresEventStore } from '@parley/event-store-postgres'
import * as E from 'fp-ts/lib/Either.js'
import type { Stores } from './stores.ts'

/**
 * Opens the log: EventStoreDB where an address of it is given, or else Postgres, brought to its newest schema. Rejects
 * where it can't be reached, after some seconds of trying, or may not be read.
 */
export const openLog = async ({ databaseUrl, eventStoreUrl }: Stores): Promise<EventStore> => {
  if (eventStoreUrl !== undefined)
    return readable(eventStoreDbEventStore({ connectionString: eventStoreUrl }))
  const migrated = await migrateLog({ connectionString: databaseUrl })()
  if (E.isLeft(migrated)) throw notOpened(migrated.left)
  return postgresEventStore({ connectionString: databaseUrl })
}

/** It connects only when it is asked: without a question a wrong password would be found out by those who chat. */
const readable = async (store: EventStore): Promise<EventStore> => {
  const read = await store.readAll({ limit: 1 })()
  // What can't be read of what is there is told by whoever comes to it, with its place.
  if (E.isRight(read) || read.left._tag === 'Corrupt') return store
  await store.close()
  throw notOpened(read.left)
}

const notOpened = (failure: object): Error => new Error(`the log can't be opened: ${JSON.stringify(failure)}`)
