import { createServer, type RequestListener, type Server } from 'node:http'
import { commandService } from '@parley/commands'
import { gateway, type GatewayOptions, type Log, verifier, type VerifierKey } from '@parley/gateway'
import { runProjector } from '@parley/projector'
import type { Health } from '@parley/service-api'
import { openLog, openReadSide, schemaOf, type Stores } from '@parley/wiring'

export interface EngineOptions {
  readonly stores: Stores
  readonly key: VerifierKey
  readonly origins?: NonNullable<GatewayOptions['origins']>
  readonly log: Log
  /** Answers what is no WebSocket, given what it may tell about the engine. */
  readonly api: (engine: Pick<Engine, 'health'>) => RequestListener
}

/** Log, commands, projector and gateway in one process. */
export interface Engine {
  readonly server: Server
  readonly health: () => Health
  /** Stops in the order of the ring: nobody comes in, what is under way is answered, then the stores are let go. */
  readonly close: () => Promise<void>
}

/** Opens the stores and sets everything up but the listening. Rejects where a store can't be opened. */
export const openEngine = async ({ stores, key, origins, log, api }: EngineOptions): Promise<Engine> => {
  const store = await openLog(stores)
  const readSide = await openReadSide(stores, log)
  const projector = runProjector({
    store,
    connectionString: stores.databaseUrl,
    schema: schemaOf(stores),
    publisher: readSide.feed.publisher,
    log: (line) => log.info(line),
  })
  const commands = commandService({ store, ...readSide })
  const live = gateway({
    commands,
    queries: readSide.queries,
    feed: readSide.feed,
    verifier: verifier(key),
    log,
    ...(origins === undefined ? {} : { origins }),
  })
  const health = (): Health => {
    const progress = projector.progress()
    return { ok: progress.state !== 'failed', parts: { projector: progress, gateway: live.stats() } }
  }
  const server = createServer(api({ health }))
  live.attach(server)

  let closing: Promise<void> | undefined
  const close = async (): Promise<void> => {
    server.close()
    await live.close()
    server.closeAllConnections()
    await commands.close()
    await projector.stop()
    await readSide.close()
    await store.close()
  }
  return { server, health, close: () => (closing ??= close()) }
}
