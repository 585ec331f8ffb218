import { promisify } from 'node:util'
import { Server, ServerCredentials } from '@grpc/grpc-js'
import { batchAppend } from './batch-append.ts'
import { softDelete, tombstone } from './delete.ts'
import { noFaults } from './faults.ts'
import type { Faults } from './faults.ts'
import { featuresService, gossipService, streamsService } from './generated.ts'
import { gossip } from './gossip.ts'
import type { Member } from './gossip.ts'
import type { Node } from './node.ts'
import { startProxy } from './proxy.ts'
import type { Proxy } from './proxy.ts'
import { read } from './read.ts'
import { ServerLog } from './server-log.ts'
import { supportedMethods } from './supported-methods.ts'

/** A server that speaks EventStoreDB's gRPC services, for as long as a test lasts. */
export interface TestServer {
  readonly log: ServerLog
  readonly faults: Faults
  readonly network: Proxy
  readonly reads: Node['reads']
  /** How many appends have come. */
  readonly appends: () => number
  /** How many subscriptions are served now. */
  readonly following: () => number
  /** `esdb://…?tls=false` */
  readonly url: string
  readonly close: () => Promise<void>
}

export interface TestServerOptions {
  /** To be shared by the nodes of a cluster. */
  readonly log?: ServerLog
  /** What gossip says of the cluster; a node alone unless given. */
  readonly members?: () => ReadonlyArray<Member>
  readonly credentials?: ServerCredentials
}

export const startTestServer = async (options: TestServerOptions = {}): Promise<TestServer> => {
  const server = new Server({ 'grpc.max_receive_message_length': 17 * 1024 * 1024 })
  const faults = noFaults()
  const log = options.log ?? new ServerLog()
  let network: Proxy | undefined
  const node: Node = { log, faults, cut: () => network?.cut(), reads: [], following: new Set(), appends: 0 }
  server.addService(streamsService.StreamsService, {
    read: read(node),
    batchAppend: batchAppend(node),
    delete: softDelete(node),
    tombstone: tombstone(node),
  })
  server.addService(featuresService.ServerFeaturesService, {
    getSupportedMethods: supportedMethods(node),
  })
  server.addService(gossipService.GossipService, { read: gossip(options.members ?? (() => [])) })
  const credentials = options.credentials ?? ServerCredentials.createInsecure()
  const port = await promisify(server.bindAsync.bind(server))('127.0.0.1:0', credentials)
  const proxy = await startProxy(port)
  network = proxy
  return {
    log,
    faults,
    network: proxy,
    reads: node.reads,
    appends: () => node.appends,
    following: () => node.following.size,
    url: `esdb://127.0.0.1:${proxy.port}?tls=false`,
    close: async () => {
      await proxy.close()
      server.forceShutdown()
    },
  }
}
