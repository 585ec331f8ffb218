import { eventStoreContract } from '@parley/event-store/contract'
import { eventStoreDbEventStore } from '@parley/event-store-eventstoredb'
import { startTestServer } from './server/test-server.ts'

for (const version of ['23.10.8.0', '22.10.5.0'])
  eventStoreContract(
    `The EventStoreDB store, on the tests' own server as ${version}`,
    async () => {
      const server = await startTestServer()
      server.faults.version = version
      const open = () => eventStoreDbEventStore({ connectionString: server.url, checkpointAfter: 20 })
      const store = open()
      return {
        store,
        another: async () => open(),
        grow: async (seconds) => server.log.grow(seconds),
        close: async () => {
          await store.close()
          await server.close()
        },
      }
    },
    { maxAppendBytes: 1024 * 1024 },
  )
