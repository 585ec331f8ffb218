import type { EventStore, ReadError } from '@parley/event-store'
import { eventStoreDbEventStore } from '@parley/event-store-eventstoredb'
import { migrateLog, postgresEventStore } from '@parley/event-store-postgres'
import { wordsOf } from '@parley/runtime'
import * as E from 'fp-ts/lib/Either.js'
import { NotOpened, type Opening } from './not-opened.ts'
import { hostsOf } from './hosts-of.ts'
import { reachDatabase } from './reach-database.ts'
import type { Stores } from './stores.ts'

/**
 * Opens the log: EventStoreDB where an address of it is given, or else Postgres, brought to its newest schema. Rejects
 * with `NotOpened` where it can't be reached, after some seconds of trying, may not be read, or will not do.
 */
export const openLog = async (
  { databaseUrl, eventStoreUrl }: Stores,
  opening: Opening = {},
): Promise<EventStore> => {
  if (eventStoreUrl !== undefined) return await openEventStoreDb(eventStoreUrl, opening)
  await reachDatabase(databaseUrl, opening)
  const migrated = await migrateLog({ connectionString: databaseUrl })()
  if (E.isLeft(migrated))
    throw new NotOpened(
      `the log can't be opened: ${opening.called ?? 'DATABASE_URL'} (${hostsOf(databaseUrl)}): ${migrated.left.cause}`,
    )
  return postgresEventStore({ connectionString: databaseUrl })
}

/** Milliseconds of silence before somebody is told what is waited for. */
const sayAfter = 1_000

const openEventStoreDb = async (
  address: string,
  { say = () => {}, called = 'EVENTSTORE_URL' }: Opening,
): Promise<EventStore> => {
  const where = `${called} (${hostsOf(address)})`
  const waiting = setTimeout(() => say(`Waiting for ${where}.`), sayAfter)
  try {
    const store = eventStoreDbEventStore({ connectionString: address })
    // It connects only when it is asked: without a question a wrong password would be found out by those who chat.
    const read = await store.readAll({ limit: 1 })()
    // What can't be read of what is there is told by whoever comes to it, with its place.
    if (E.isRight(read) || read.left._tag === 'Corrupt') return store
    await store.close()
    throw new NotOpened(`the log can't be opened: ${where}: ${explain(read.left)}`)
  } catch (error) {
    if (error instanceof NotOpened) throw error
    throw new NotOpened(`${called} can't be used: ${wordsOf(error)}`)
  } finally {
    clearTimeout(waiting)
  }
}

const explain = (error: Exclude<ReadError, { readonly _tag: 'Corrupt' }>): string => {
  switch (error._tag) {
    case 'Unavailable':
      return `it can't be reached, or is not ready (${error.cause}). Start it, or put the right address there.`
    case 'AccessDenied':
      return (
        `it does not let Parley read all streams (${error.cause}). Name a user that may: ` +
        'esdb://user:password@…'
      )
    case 'StreamDeleted':
      return `the stream ${error.stream} was deleted`
    default:
      return error satisfies never
  }
}
