import { eventStoreContract } from '@parley/event-store/contract'
import { memoryEventStore, memoryLog } from '@parley/event-store'

eventStoreContract(
  'The in-memory store',
  async () => {
    const log = memoryLog()
    let ahead = 0
    const clock = () => new Date(Date.now() + ahead)
    const store = memoryEventStore({ log, clock, liveEvents: 1000 })
    return {
      store,
      another: async () => memoryEventStore({ log, clock }),
      grow: async (seconds) => {
        ahead += seconds * 1000
      },
      close: store.close,
    }
  },
  { fallsBehindAfter: 1000, maxAppendBytes: 1024 * 1024, scenarios: 200 },
)
