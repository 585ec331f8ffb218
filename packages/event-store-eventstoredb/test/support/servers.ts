import { eventStoreDbEventStore } from '@parley/event-store-eventstoredb'
import type { Opened } from '@parley/event-store/contract'
import { startTestServer } from '../server/test-server.ts'

/** A server that the contract is run on. */
export interface TestServer {
  readonly name: string
  readonly open: () => Promise<Opened>
}

const own = (version: string): TestServer => ({
  name: `the tests' own server as ${version}`,
  open: async () => {
    const server = await startTestServer()
    server.faults.version = version
    server.log.forgetful = true
    const open = (retryFor = 5000) =>
      eventStoreDbEventStore({ connectionString: server.url, checkpointAfter: 20, retryFor })
    const store = open()
    return {
      store,
      another: async () => open(),
      impatient: async () => open(300),
      grow: async (seconds) => server.log.grow(seconds),
      close: async () => {
        await store.close()
        await server.close()
      },
    }
  },
})

/** A real one, where the environment names it. */
const real = (variable: string): ReadonlyArray<TestServer> => {
  const connectionString = process.env[variable] ?? ''
  if (connectionString === '') return []
  const open = () => eventStoreDbEventStore({ connectionString, checkpointAfter: 100 })
  return [
    {
      name: `the server of ${variable}`,
      open: async () => {
        const store = open()
        return { store, another: async () => open(), close: store.close }
      },
    },
  ]
}

export const servers: ReadonlyArray<TestServer> = [
  own('23.10.8.0'),
  own('22.10.5.0'),
  ...real('EVENTSTORE_TEST_URL'),
  ...real('EVENTSTORE_TEST_CLUSTER'),
]
