import { eventStoreDbEventStore } from '@parley/event-store-eventstoredb'
import { migrateLog, postgresEventStore } from '@parley/event-store-postgres'
import * as E from 'fp-ts/lib/Either.js'
import type { Open } from './contender.ts'
import { storeContender } from './store-contender.ts'

export const parleyPostgres: Open = async (connectionString) => {
  const migrated = await migrateLog({ connectionString })()
  if (E.isLeft(migrated)) throw new Error(JSON.stringify(migrated.left))
  return storeContender('Parley', postgresEventStore({ connectionString }), false)
}

export const parleyEventStoreDb: Open = async (connectionString) =>
  storeContender('Parley', eventStoreDbEventStore({ connectionString }), true)
