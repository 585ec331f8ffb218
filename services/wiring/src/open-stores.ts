import type { EventStore } from '@parley/event-store'
import type { Opening } from './not-opened.ts'
import { observedStore } from './conditions/observed.ts'
import { openLog } from './open-log.ts'
import { openReadSide, type ReadSide } from './open-read-side.ts'
import type { Stores } from './stores.ts'

/** Opens the log and the read side. Rejects (`NotOpened`) where one of them can't be opened, and leaves the other closed. */
export const openStores = async (
  stores: Stores,
  opening: Opening = {},
): Promise<{ readonly store: EventStore; readonly readSide: ReadSide }> => {
  const opened = await openLog(stores, opening)
  const { conditions } = opening
  const store = conditions === undefined ? opened : observedStore(opened, conditions)
  try {
    return { store, readSide: await openReadSide(stores, opening, store) }
  } catch (error) {
    await store.close()
    throw error
  }
}
