import { once } from 'node:events'
import type { RequestListener } from 'node:http'
import type { GatewayStats } from '@parley/gateway'
import { type Clock, systemClock } from '@parley/runtime'
import type { Health } from '@parley/service-api'
import { conditions, openStores, openWatch, type Stores } from '@parley/wiring'
import * as E from 'fp-ts/lib/Either.js'
import { explainListening } from './explain-listening.ts'
import { type GatewayParts, openGateway, type OpenGatewayOptions } from './open-gateway.ts'

/** Where to listen, on which stores, and whom to let in. */
export interface StartOptions
  extends Pick<
    OpenGatewayOptions,
    'key' | 'origins' | 'mayAdd' | 'limits' | 'engineLimits' | 'proxies' | 'files' | 'log'
  > {
  readonly host: string
  /** 0: any that is free. */
  readonly port: number
  readonly stores: Stores
  /** In channels of so many members at the most is it told who has read what; as usual where nobody says. */
  readonly mostForReceipts?: number | undefined
  /** Told, in words, what a start waits for. */
  readonly say?: (line: string) => void
  readonly clock?: Clock
  /** Answers what is no WebSocket, given what it may tell. */
  readonly api: (parts: Pick<GatewayParts, 'files'> & { readonly health: () => Health }) => RequestListener
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
  const { host, stores, log, api } = options
  const { say = () => {}, clock = systemClock } = options
  const wrong = conditions(clock, log)
  const { store, readSide } = await openStores(stores, {
    say,
    conditions: wrong,
    readModels: 'await',
    mostForReceipts: options.mostForReceipts,
  })
  const watch = openWatch({ stores, store, conditions: wrong, clock })
  const healthOf = (stats: () => GatewayStats): Health => {
    const { sessions, people, watches } = stats()
    return { ...wrong.state(), parts: { gateway: { sessions, people, watches } } }
  }
  const gateway = openGateway({
    ...options,
    store,
    readSide,
    conditions: wrong,
    api: ({ stats, files }) => api({ health: () => healthOf(stats), files }),
  })

  const close = async (): Promise<void> => {
    await watch.close()
    await gateway.close()
    await readSide.close()
    await store.close()
  }
  try {
    gateway.server.listen(options.port, host)
    await once(gateway.server, 'listening')
  } catch (error) {
    await close()
    return E.left({ _tag: 'CantListen', cause: explainListening(error, host, options.port) })
  }
  const address = gateway.server.address()
  const port = typeof address === 'object' && address !== null ? address.port : options.port
  let closing: Promise<void> | undefined
  return E.right({ port, stats: gateway.stats, close: () => (closing ??= close()) })
}
