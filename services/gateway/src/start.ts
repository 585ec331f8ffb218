import { once } from 'node:events'
import { createServer, type RequestListener } from 'node:http'
import { commandService } from '@parley/commands'
import {
  gateway,
  type GatewayOptions,
  type GatewayStats,
  type Log,
  verifier,
  type VerifierKey,
} from '@parley/gateway'
import type { Health } from '@parley/service-api'
import { openLog, openReadSide, type Stores } from '@parley/wiring'
import * as E from 'fp-ts/lib/Either.js'

export interface StartOptions {
  readonly host: string
  /** 0: any that is free. */
  readonly port: number
  readonly stores: Stores
  readonly key: VerifierKey
  readonly origins: NonNullable<GatewayOptions['origins']>
  readonly log: Log
  /** Answers what is no WebSocket, given what it may tell. */
  readonly api: (parts: { readonly health: () => Promise<Health> }) => RequestListener
}

/** A gateway that listens. */
export interface Running {
  readonly port: number
  readonly stats: () => GatewayStats
  /** Stops in order: nobody comes in, what is under way is answered, then the stores are let go. */
  readonly close: () => Promise<void>
}

/** The address can't be listened on. */
export interface CantListen {
  readonly _tag: 'CantListen'
  readonly cause: string
}

/** Commands and the live side in one process; a projector runs elsewhere. Rejects where a store can't be opened. */
export const start = async (options: StartOptions): Promise<E.Either<CantListen, Running>> => {
  const { host, stores, key, origins, log, api } = options
  const store = await openLog(stores)
  const readSide = await openReadSide(stores, log)
  const { channelRows, inboxRows, queries, feed } = readSide
  const commands = commandService({ store, channelRows, inboxRows })
  const live = gateway({ commands, queries, feed, verifier: verifier(key), origins, log })
  const health = async (): Promise<Health> => {
    const head = await feed.head()()
    const readModels = E.isRight(head) ? { position: head.right } : 'unavailable'
    return { ok: E.isRight(head), parts: { gateway: live.stats(), readModels } }
  }
  const server = createServer(api({ health }))
  live.attach(server)

  const close = async (): Promise<void> => {
    server.close()
    await live.close()
    server.closeAllConnections()
    await commands.close()
    await readSide.close()
    await store.close()
  }
  try {
    server.listen(options.port, host)
    await once(server, 'listening')
  } catch (error) {
    await close()
    return E.left({ _tag: 'CantListen', cause: error instanceof Error ? error.message : String(error) })
  }
  const address = server.address()
  const port = typeof address === 'object' && address !== null ? address.port : options.port
  let closing: Promise<void> | undefined
  return E.right({ port, stats: live.stats, close: () => (closing ??= close()) })
}
