import { createServer, type RequestListener, type Server } from 'node:http'
import { verifier, type VerifierKey } from '@parley/auth'
import type { EventStore } from '@parley/event-store'
import { type FileDoor, fileDoor, folderStore, linkSecretIn } from '@parley/files'
import { addressOf, gateway, type GatewayOptions, type GatewayStats } from '@parley/gateway'
import type { Logger } from '@parley/runtime'
import { live as liveOn } from '@parley/live'
import { systemClock } from '@parley/runtime'
import {
  type Conditions,
  liveConditions,
  type ReadSide,
  wireEngine,
  type WireEngineOptions,
} from '@parley/wiring'

/** What there is behind a gateway that answers by HTTP, too. */
export interface GatewayParts {
  readonly stats: () => GatewayStats
  /** The bytes of files; undefined where none are kept. */
  readonly files: FileDoor['answer'] | undefined
}

/** Stores that are open, and whom to let in. */
export interface OpenGatewayOptions {
  readonly store: EventStore
  readonly readSide: ReadSide
  readonly key: VerifierKey
  readonly origins: NonNullable<GatewayOptions['origins']>
  /** Limits that shall not be the usual ones, and the proxies that are trusted. */
  readonly limits?: GatewayOptions['limits'] | undefined
  readonly proxies?: GatewayOptions['proxies'] | undefined
  /** What the engine lets people do that shall not be as usual. */
  readonly engineLimits?: WireEngineOptions['limits']
  readonly mayAdd?: WireEngineOptions['mayAdd']
  readonly log: Logger
  /** Told what is wrong with the log. */
  readonly conditions?: Conditions
  /** The folder in which the bytes of files are kept; without it none are taken in, or given out. */
  readonly files?: string | undefined
  /** Answers what is no WebSocket, given what it may tell. */
  readonly api: (parts: GatewayParts) => RequestListener
}

/** Commands and the live side over stores that are open; not listening yet. */
export interface OpenGateway {
  readonly server: Server
  readonly stats: () => GatewayStats
  /** Nobody comes in, what is under way is answered, all connections end. The stores stay open. */
  readonly close: () => Promise<void>
}

/** Wires a gateway, with an engine of its own, to stores that are open. Listening is left to the caller. */
export const openGateway = (options: OpenGatewayOptions): OpenGateway => {
  const { store, readSide, key, origins, mayAdd, limits, engineLimits, proxies, log, api } = options
  const { conditions } = options
  const told = conditions && liveConditions(conditions)
  const live = liveOn({
    log: store,
    clock: systemClock,
    logger: log,
    ...told,
    setBack: (cause) => {
      told?.setBack(cause)
      // What is known here of the log is wrong, in this process and in what its sessions were told: nobody gets more of it.
      void door.close()
    },
  })
  const wired = wireEngine({ store, readSide, mayAdd, limits: engineLimits, live, log })
  const verifies = verifier(key)
  const files =
    options.files === undefined
      ? undefined
      : fileDoor({
          engine: wired.engine,
          verifier: verifies,
          store: folderStore(options.files),
          secret: linkSecretIn(options.files),
          clock: systemClock,
          log,
          addressOf: addressOf(proxies),
        })
  const door = gateway({
    engine: wired.engine,
    verifier: verifies,
    origins,
    ...(limits === undefined ? {} : { limits }),
    ...(proxies === undefined ? {} : { proxies }),
    log,
  })
  const server = createServer(api({ stats: door.stats, files: files?.answer }))
  door.attach(server)
  const close = async (): Promise<void> => {
    server.close()
    await door.close()
    server.closeAllConnections()
    await files?.close()
    await wired.close()
    await live.close()
  }
  return { server, stats: door.stats, close }
}
