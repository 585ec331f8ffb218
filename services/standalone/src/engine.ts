import { createServer, type RequestListener, type Server } from 'node:http'
import { commandService } from '@parley/commands'
import { gateway, type Log, verifier, type VerifierKey } from '@parley/gateway'
import { type Projector, runProjector } from '@parley/projector'
import { openLog, openReadSide, schemaOf, type Stores } from '@parley/wiring'

export interface EngineOptions {
  readonly stores: Stores
  readonly key: VerifierKey
  readonly log: Log
  /** Answers what is no WebSocket, given what it may tell about the engine. */
  readonly api: (engine: Pick<Engine, 'health'>) => RequestListener
}

/** How the parts are: what `GET /health` tells. */
export interface Health {
  readonly projector: ReturnType<Projector['progress']>
  readonly gateway: ReturnType<ReturnType<typeof gateway>['stats']>
}

/** Log, commands, projector and gateway in one process. */
export interface Engine {
  readonly server: Server
  readonly health: () => Health
  /** Stops in the order of the ring: nobody comes in, what is under way is answered, then the stores are let go. */
  readonly close: () => Promise<void>
}

/** Opens the stores and sets everything up but the listening. Rejects where a store can't be opened. */
export const openEngine = async ({ stores, key, log, api }: EngineOptions): Promise<Engine> => {
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
  })
  const health = (): Health => ({ projector: projector.progress(), gateway: live.stats() })
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
