import type { EventStore } from '@parley/event-store'
import type { Log } from '@parley/gateway'
import { openLog } from './open-log.ts'
import { openReadSide, type ReadSide } from './open-read-side.ts'
import type { Stores } from './stores.ts'

/** Opens the log and the read side. Rejects where one of them can't be opened, and leaves the other closed. */
export const openStores = async (
  stores: Stores,
  log: Log,
): Promise<{ readonly store: EventStore; readonly readSide: ReadSide }> => {
  const store = await openLog(stores)
  try {
    return { store, readSide: await openReadSide(stores, log) }
  } catch (error) {
    await store.close()
    throw error
  }
}
