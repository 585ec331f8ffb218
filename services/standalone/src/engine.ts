import type { RequestListener, Server } from 'node:http'
import type { GatewayStats } from '@parley/gateway'
import { type Clock, systemClock } from '@parley/runtime'
import { followGenerations, projectEvery } from '@parley/projector'
import type { Health } from '@parley/service-api'
import { type GatewayParts, openGateway, type OpenGatewayOptions } from '@parley/service-gateway'
import {
  backgroundAudit,
  conditions,
  followOtherGroups,
  openStores,
  openWatch,
  projectorConditions,
  generationOn,
  type Stores,
} from '@parley/wiring'

export interface EngineOptions
  extends Pick<
    OpenGatewayOptions,
    'key' | 'origins' | 'mayAdd' | 'limits' | 'engineLimits' | 'proxies' | 'files' | 'log'
  > {
  readonly stores: Stores
  /** In channels of so many members at the most is it told who has read what; as usual where nobody says. */
  readonly mostForReceipts?: number | undefined
  /** Told, in words, what a start waits for. */
  readonly say?: (line: string) => void
  readonly clock?: Clock
  /** Answers what is no WebSocket, given what it may tell about the engine. */
  readonly api: (engine: Pick<Engine, 'health'> & Pick<GatewayParts, 'files'>) => RequestListener
}

/** Log, commands, projector and gateway in one process. */
export interface Engine {
  readonly server: Server
  readonly health: () => Health
  /** Stops in the order of the ring: nobody comes in, what is under way is answered, then the stores are let go. */
  readonly close: () => Promise<void>
}

/** Opens the stores and sets everything up but the listening. Rejects where a store can't be opened. */
export const openEngine = async (options: EngineOptions): Promise<Engine> => {
  const { stores, log, api } = options
  const { say = () => {}, clock = systemClock } = options
  const wrong = conditions(clock, log)
  const { store, readSide } = await openStores(stores, {
    say,
    conditions: wrong,
    readModels: 'build',
    mostForReceipts: options.mostForReceipts,
  })
  const projector = followGenerations({
    store,
    connectionString: stores.databaseUrl,
    generation: generationOn(stores),
    committed: readSide.head.advanceIn,
    pacing: { milliseconds: projectEvery, awaited: readSide.head, clock },
    log: (line) => log.info(line),
    warn: (line) => log.warn(line),
    say,
    ...projectorConditions(wrong),
  })
  const others = followOtherGroups({
    stores,
    store,
    conditions: wrong,
    clock,
    heads: readSide.otherHeads,
    log: (line) => log.info(line),
    warn: (line) => log.warn(line),
    say,
  })
  const watch = openWatch({ stores, store, conditions: wrong, clock, projector: projector.progress })
  const auditing = backgroundAudit({ stores, store, conditions: wrong, clock })
  const healthOf = (stats: () => GatewayStats): Health => {
    const { state, caughtUp, lag, rate, parked } = projector.progress()
    const { sessions, people, watches } = stats()
    return {
      ...wrong.state(),
      parts: {
        projector: { state, caughtUp, lag, rate, parked },
        groups: others.progress(),
        audit: auditing.counts(),
        gateway: { sessions, people, watches },
      },
    }
  }
  const gateway = openGateway({
    ...options,
    store,
    readSide,
    conditions: wrong,
    api: ({ stats, files }) => api({ health: () => healthOf(stats), files }),
  })

  let closing: Promise<void> | undefined
  const close = async (): Promise<void> => {
    await auditing.close()
    await watch.close()
    await gateway.close()
    await Promise.all([projector.stop(), others.stop()])
    await readSide.close()
    await store.close()
  }
  return {
    server: gateway.server,
    health: () => healthOf(gateway.stats),
    close: () => (closing ??= close()),
  }
}
