import { createServer, type RequestListener, type Server } from 'node:http'
import { verifier, type VerifierKey } from '@parley/auth'
import { commandService } from '@parley/commands'
import type { EventStore } from '@parley/event-store'
import { gateway, type GatewayOptions, type GatewayStats, type MayAdd } from '@parley/gateway'
import type { Logger } from '@parley/runtime'
import type { ReadSide } from '@parley/wiring'

/** Stores that are open, and whom to let in. */
export interface OpenGatewayOptions {
  readonly store: EventStore
  readonly readSide: ReadSide
  readonly key: VerifierKey
  readonly origins: NonNullable<GatewayOptions['origins']>
  /** Limits that shall not be the usual ones, and the proxies that are trusted. */
  readonly limits?: GatewayOptions['limits'] | undefined
  readonly proxies?: GatewayOptions['proxies'] | undefined
  readonly mayAdd?: MayAdd | undefined
  readonly log: Logger
  /** Answers what is no WebSocket, given what it may tell. */
  readonly api: (parts: { readonly stats: () => GatewayStats }) => RequestListener
}

/** Commands and the live side over stores that are open; not listening yet. */
export interface OpenGateway {
  readonly server: Server
  readonly stats: () => GatewayStats
  /** Nobody comes in, what is under way is answered, all connections end. The stores stay open. */
  readonly close: () => Promise<void>
}

/** Wires a gateway, with a command service of its own, to stores that are open. Listening is left to the caller. */
export const openGateway = (options: OpenGatewayOptions): OpenGateway => {
  const { store, readSide, key, origins, mayAdd, limits, proxies, log, api } = options
  const { channelRows, inboxRows, queries, feed } = readSide
  const commands = commandService({ store, channelRows, inboxRows })
  const live = gateway({
    commands,
    queries,
    feed,
    events: store,
    verifier: verifier(key),
    origins,
    ...(limits === undefined ? {} : { limits }),
    ...(proxies === undefined ? {} : { proxies }),
    ...(mayAdd === undefined ? {} : { mayAdd }),
    log,
  })
  const server = createServer(api({ stats: live.stats }))
  live.attach(server)
  const close = async (): Promise<void> => {
    server.close()
    await live.close()
    server.closeAllConnections()
    await commands.close()
  }
  return { server, stats: live.stats, close }
}
