import type { EventStore } from '@parley/event-store'
import { type Clock, systemClock } from '@parley/runtime'
import { generationInUse, lookUpPool } from '@parley/projection'
import { otherGroups } from '@parley/read-models'
import { generationOn, type Stores } from '../stores.ts'
import type { Conditions } from './conditions.ts'
import { lookAtDatabase, lookAtLog, notAsked } from './look.ts'
import { watchGroups } from './watch-groups.ts'
import { watchStores } from './watch.ts'

/** Whose stores are watched. */
export interface OpenWatchOptions {
  readonly stores: Stores
  readonly store: Pick<EventStore, 'readAll'>
  readonly conditions: Conditions
  readonly clock?: Clock
  /** How the projector of this process is, where it has one. */
  readonly projector?: () => { readonly caughtUp: boolean }
}

/** Watches the stores over a connection of its own, so that it is not behind what others ask. */
export const openWatch = ({
  stores,
  store,
  conditions,
  clock = systemClock,
  projector,
}: OpenWatchOptions): { readonly close: () => Promise<void> } => {
  const generation = generationOn(stores)
  const pool = lookUpPool(stores.databaseUrl, {
    application_name: 'parley watch',
    max: 1,
    connectionTimeoutMillis: 5_000,
    query_timeout: 5_000,
  })
  const watch = watchStores({
    conditions,
    clock,
    database: async () => {
      // What it could not commit, and did not have to after all.
      if (projector?.().caughtUp === true) conditions.over('projector')
      try {
        return await lookAtDatabase(pool, await generationInUse(pool, generation))
      } catch (error) {
        return notAsked(error)
      }
    },
    log: (checkpoint) => lookAtLog(store, checkpoint),
  })
  const groups = watchGroups({
    conditions,
    clock,
    groups: otherGroups.map((group) => ({
      name: group.name,
      database: async () =>
        lookAtDatabase(pool, await generationInUse(pool, generationOn(stores, group))).catch(notAsked),
    })),
    log: (checkpoint) => lookAtLog(store, checkpoint),
  })
  return {
    close: async () => {
      watch.close()
      groups.close()
      conditions.close()
      await pool.end()
    },
  }
}
