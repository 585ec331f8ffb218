import { userInfo } from 'node:os'
import type { EventStore } from '@parley/event-store'
import { ensureControl, wholeTablesPool } from '@parley/projection'
import type { GroupGeneration } from '@parley/projector'
import { core, type Group } from '@parley/read-models'
import { explainVariable, generationOn, openDatabase, openLog, type Stores, storesOf } from '@parley/wiring'
import { wordsOf } from '@parley/runtime'
import * as E from 'fp-ts/lib/Either.js'
import type { Pool } from 'pg'

/** What commands on read models work with. */
export interface Opened {
  readonly stores: Stores
  readonly store: EventStore
  /** Questions over it have no end: where tables are large, they may take long. */
  readonly pool: Pool
  /** The generation of the group that this version of Parley reads and writes unless told otherwise. */
  readonly own: GroupGeneration
  /** Who is at work, for the record. */
  readonly by: string
  /** Told what people want to know while they wait. */
  readonly say: (line: string) => void
}

const whoAmI = (): string => {
  try {
    return userInfo().username
  } catch {
    // A user without a name, as containers have.
    return 'unknown'
  }
}

/** Opens log and read models of a group, the core unless another is given, for a command, and closes them when it is done. Left: why they can't be, in words. */
export const withOpened = async <A>(
  env: NodeJS.ProcessEnv,
  { by, group = core }: { readonly by?: string | undefined; readonly group?: Group | undefined },
  work: (opened: Opened) => Promise<E.Either<string, A>>,
): Promise<E.Either<string, A>> => {
  const variables = storesOf(env)
  if (E.isLeft(variables)) return E.left(explainVariable(variables.left))
  const say = (line: string): void => console.error(line)
  const database = await openDatabase(variables.right.databaseUrl, env, say, { share: true })
  if (E.isLeft(database)) return database
  const stores: Stores = {
    databaseUrl: database.right.url,
    eventStoreUrl: variables.right.eventStoreUrl,
  }
  const own = generationOn(stores, group)
  let store: EventStore | undefined
  const pool = wholeTablesPool(stores.databaseUrl, {
    max: 6,
    query_timeout: 0,
    application_name: 'parley operator',
  })
  try {
    store = await openLog(stores, { say })
    await ensureControl(pool)
    return await work({ stores, store, pool, own, by: by ?? whoAmI(), say })
  } catch (error) {
    return E.left(wordsOf(error))
  } finally {
    await pool.end()
    await store?.close()
    await database.right.close()
  }
}
