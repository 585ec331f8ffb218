import type { EventStore } from '@parley/event-store'
import { type Environment, openDatabase, openLog } from '@parley/wiring'
import * as E from 'fp-ts/lib/Either.js'

/** A log that was opened. */
export interface OpenedLog {
  readonly store: EventStore
  readonly close: () => Promise<void>
}

/** Opens the log of one of a copy's ends: at `embedded`, the data folder's own, or at an address of Postgres or EventStoreDB. */
export const openPlace = async (
  called: 'FROM' | 'TO',
  place: string,
  env: Environment,
  say: (line: string) => void,
): Promise<E.Either<string, OpenedLog>> => {
  try {
    if (/^(esdb|kurrentdb)(\+discover)?:\/\//.test(place)) {
      const store = await openLog({ databaseUrl: '', eventStoreUrl: place }, { say, called })
      return E.right({ store, close: store.close })
    }
    const address = /^postgres(ql)?:\/\//.test(place) ? place : undefined
    if (address === undefined && place !== 'embedded')
      return E.left(`${called} is not embedded, postgres://… or esdb://…, where a log can be.`)
    const database = await openDatabase(address, env, say, { share: true })
    if (E.isLeft(database)) return database
    const { url, close } = database.right
    try {
      const store = await openLog({ databaseUrl: url, eventStoreUrl: undefined }, { say, called })
      return E.right({ store, close: () => store.close().then(close) })
    } catch (error) {
      await close()
      throw error
    }
  } catch (error) {
    return E.left(error instanceof Error ? error.message : String(error))
  }
}
