import type { EventStore } from '@parley/event-store'
import { type Environment, openDatabase, openLog } from '@parley/wiring'
import { wordsOf } from '@parley/runtime'
import * as E from 'fp-ts/lib/Either.js'

/** A log that was opened. */
export interface OpenedLog {
  readonly store: EventStore
  readonly close: () => Promise<void>
}

/** Opens the log of one side of a copy: `embedded` is the data folder's own, anything else the address of a Postgres or an EventStoreDB. */
export const openSide = async (
  called: 'FROM' | 'TO',
  address: string,
  env: Environment,
  say: (line: string) => void,
): Promise<E.Either<string, OpenedLog>> => {
  try {
    if (/^(esdb|kurrentdb)(\+discover)?:\/\//.test(address)) {
      const store = await openLog({ databaseUrl: '', eventStoreUrl: address }, { say, called })
      return E.right({ store, close: store.close })
    }
    const databaseUrl = /^postgres(ql)?:\/\//.test(address) ? address : undefined
    if (databaseUrl === undefined && address !== 'embedded')
      return E.left(`${called} is not embedded, postgres://… or esdb://…, where a log can be.`)
    const database = await openDatabase(databaseUrl, env, say, { share: true })
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
    return E.left(wordsOf(error))
  }
}
