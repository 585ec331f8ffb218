import type { ReadReq, ReadResp, TombstoneReq } from '@eventstore/db-client/generated/streams_pb.js'
import type { BatchAppendReq, BatchAppendResp } from '@eventstore/db-client/generated/streams_pb.js'
import { EventStoreDBClient } from '@eventstore/db-client'
import type { Channel, ClientDuplexStream, ClientReadableStream } from '@grpc/grpc-js'
import { connectivityState } from '@grpc/grpc-js'
import type { Target } from './connection-string.ts'
import { streamsService } from './generated.ts'

const { StreamsClient } = streamsService

let serial = 0

/** Milliseconds; about the most that a timer takes. */
const never = 2_000_000_000

/**
 * A connection of its own to one node. The client finds the node (gossip, leader, who answers instead), secures the
 * channel and signs the calls; the calls themselves are spoken here, through the client's generated stubs, because
 * its own methods share state with each other: pending appends are one map for the whole process, so that one dead
 * connection answers for all; `readAll` drops its filter; a failed discovery stays in the server features for ever.
 */
export class Connection extends EventStoreDBClient {
  readonly #channels: Array<Promise<Channel>> = []
  readonly #readyWithin: number

  /** `readyWithin`: milliseconds until a node that does not answer counts as down. */
  constructor(target: Target, readyWithin: number) {
    serial += 1
    const { hosts, discover, nodePreference, credentials, transport } = target
    super(
      {
        endpoints: [...hosts],
        ...(discover ? {} : { endpoint: hosts[0] }),
        ...(nodePreference === undefined ? {} : { nodePreference }),
        ...target.discovery,
        connectionName: `${target.connectionName}-${serial}`,
        keepAliveInterval: target.keepAliveInterval,
        // Channels of the same options to the same address share one TCP connection, and its hundred calls. No two
        // of ours have the same timeout, so that each has a connection of its own.
        keepAliveTimeout: (target.keepAliveTimeout < 0 ? never : target.keepAliveTimeout) + (serial % 5000),
      },
      transport,
      credentials,
    )
    this.#readyWithin = readyWithin
    const findChannel = this.getChannel
    this.getChannel = () => {
      const channel = findChannel()
      if (this.#channels.at(-1) !== channel) this.#channels.push(channel)
      return channel
    }
    // It waits for a channel that may never be found, and nobody waits for it: its rejection would end the process.
    const retarget = this.handleError
    this.handleError = (client, error) => retarget(client, error).catch(() => undefined)
  }

  /** Rejects where no node can be reached: whatever was to be sent was not sent. */
  async ready(): Promise<void> {
    const channel = await this.getChannel()
    const giveUp = Date.now() + this.#readyWithin
    for (;;) {
      const state = channel.getConnectivityState(true)
      if (state === connectivityState.READY) return
      if (state === connectivityState.TRANSIENT_FAILURE) throw new Error('No connection established')
      if (state === connectivityState.SHUTDOWN) throw new Error('The connection is closed')
      await new Promise<void>((resolve, reject) => {
        channel.watchConnectivityState(state, giveUp, (late) => (late ? reject(late) : resolve()))
      })
    }
  }

  /** Many appends over one call: to be asked for once, and when that call has ended. */
  batchAppend(): Promise<ClientDuplexStream<BatchAppendReq, BatchAppendResp>> {
    return this.GRPCStreamCreator(StreamsClient, 'batchAppend', (client) =>
      client.batchAppend(...this.callArguments({ requiresLeader: true }, { deadline: Infinity })),
    )()
  }

  read(request: ReadReq, requiresLeader: boolean): Promise<ClientReadableStream<ReadResp>> {
    return this.GRPCStreamCreator(StreamsClient, 'read', (client) =>
      client.read(request, ...this.callArguments({ requiresLeader }, { deadline: Infinity })),
    )()
  }

  tombstone(request: TombstoneReq): Promise<void> {
    return this.execute(
      StreamsClient,
      'tombstone',
      (client) =>
        new Promise((resolve, reject) => {
          client.tombstone(request, ...this.callArguments({ requiresLeader: true }), (error) =>
            error ? reject(error) : resolve(),
          )
        }),
    )
  }

  /** Whether the server tells a subscription that it has caught up: from 23.10 on. */
  async tellsCaughtUp(): Promise<boolean> {
    const [, major, minor] = /^(\d+)\.(\d+)/.exec((await this.capabilities).serverVersion) ?? []
    return Number(major) > 23 || (Number(major) === 23 && Number(minor) >= 10)
  }

  /** Ends all calls and closes what the client would leave open. */
  async close(): Promise<void> {
    // One that is still being looked for is closed when it is found; nobody has to wait for it.
    for (const channel of this.#channels) {
      channel.then(
        (found) => found.close(),
        () => undefined,
      )
    }
    await this.dispose()
  }
}
