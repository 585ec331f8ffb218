import { eventStoreDbEventStore } from '@parley/event-store-eventstoredb'
import type { EventStoreDbOptions } from '@parley/event-store-eventstoredb'
import type { EventStore } from '@parley/event-store'
import { onTestFinished } from 'vitest'
import { startTestServer } from '../server/test-server.ts'
import type { Member } from '../server/gossip.ts'
import type { TestServer, TestServerOptions } from '../server/test-server.ts'

/** A store, closed when the test ends. Quick to give up, so that what never comes is soon known. */
export const openStore = (
  connectionString: string,
  options: Partial<EventStoreDbOptions> = {},
): EventStore => {
  const store = eventStoreDbEventStore({ connectionString, checkpointAfter: 20, ...options })
  onTestFinished(() => store.close())
  return store
}

export const openServer = async (options?: TestServerOptions): Promise<TestServer> => {
  const server = await startTestServer(options)
  onTestFinished(() => server.close())
  return server
}

/** A server of the test's own, and a store on it. */
export const serverAndStore = async (
  options: Partial<EventStoreDbOptions> = {},
): Promise<{ readonly server: TestServer; readonly store: EventStore }> => {
  const server = await openServer()
  return { server, store: openStore(server.url, options) }
}

export interface Cluster {
  readonly nodes: ReadonlyArray<TestServer>
  readonly log: TestServer['log']
  readonly lead: (next: number | undefined) => void
  readonly url: string
}

/** Three nodes with one log; the first leads. `lead` makes another the leader, or none. */
export const openCluster = async (): Promise<Cluster> => {
  const first = await openServer({ members: () => members() })
  const others = [
    await openServer({ log: first.log, members: () => members() }),
    await openServer({ log: first.log, members: () => members() }),
  ]
  const nodes: ReadonlyArray<TestServer> = [first, ...others]
  let leader: number | undefined = 0
  const members = (): ReadonlyArray<Member> =>
    nodes.map(({ network }, n) => ({
      port: network.port,
      state: n === leader ? 'leader' : 'follower',
      alive: true,
    }))
  const lead = (next: number | undefined): void => {
    leader = next
    const there = next === undefined ? undefined : nodes[next]
    for (const [n, { faults }] of nodes.entries()) {
      faults.notReady = there === undefined
      faults.leader =
        there === undefined || n === next ? undefined : { host: '127.0.0.1', port: there.network.port }
    }
  }
  lead(0)
  const hosts = nodes.map(({ network }) => `127.0.0.1:${network.port}`).join(',')
  return { nodes, log: first.log, lead, url: `esdb://${hosts}?tls=false` }
}
