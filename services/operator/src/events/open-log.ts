import type { EventStore } from '@parley/event-store'
import { explainVariable, openDatabase, openLog, storesOf } from '@parley/wiring'
import { wordsOf } from '@parley/runtime'
import * as E from 'fp-ts/lib/Either.js'

/** The log of this environment, and what kind it is. */
export interface OpenedEvents {
  readonly store: EventStore
  /** How many positions some hundred thousand events take there. */
  readonly usualPositions: number
  readonly close: () => Promise<void>
}

/** Of Postgres, positions count events; of EventStoreDB, bytes. */
const usualPositions = { postgres: 250_000, eventStoreDb: 2 ** 27 } as const

const say = (line: string): void => console.error(line)

/** Opens the log that `EVENTSTORE_URL` or `DATABASE_URL` names, or the embedded one; left: why not, in words. */
export const openEvents = async (env: NodeJS.ProcessEnv): Promise<E.Either<string, OpenedEvents>> => {
  const variables = storesOf(env)
  if (E.isLeft(variables)) return E.left(explainVariable(variables.left))
  const { databaseUrl, eventStoreUrl } = variables.right
  try {
    if (eventStoreUrl !== undefined) {
      const store = await openLog({ databaseUrl: '', eventStoreUrl }, { say })
      return E.right({ store, usualPositions: usualPositions.eventStoreDb, close: store.close })
    }
    const database = await openDatabase(databaseUrl, env, say, { share: true })
    if (E.isLeft(database)) return database
    const { url, close } = database.right
    try {
      const store = await openLog({ databaseUrl: url, eventStoreUrl: undefined }, { say })
      return E.right({
        store,
        usualPositions: usualPositions.postgres,
        close: () => store.close().then(close),
      })
    } catch (error) {
      await close()
      throw error
    }
  } catch (error) {
    return E.left(wordsOf(error))
  }
}
