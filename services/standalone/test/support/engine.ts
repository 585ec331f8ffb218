import { once } from 'node:events'
import type { AddressInfo } from 'node:net'
import { type Client, connect } from '@parley/client'
import type { TenantId, UserId } from '@parley/domain'
import { testDatabase } from '@parley/embedded-postgres/testing'
import { issueDevelopmentToken } from '@parley/auth'
import { pino } from 'pino'
import type { Stores } from '@parley/wiring'
import { type EngineOptions, openEngine } from '../../src/engine.ts'
import { logUrl, tenantId } from './log.ts'

export const secret = 'a secret of the tests, 32 bytes long'

export const tokenOf = (name: string, tenant: TenantId = tenantId): Promise<string> =>
  issueDevelopmentToken(secret, { tenantId: tenant, userId: name as UserId })

/** What an engine under test has that is not as usual. */
interface Settings {
  readonly eventStoreUrl?: string | undefined
  readonly limits?: EngineOptions['limits']
  readonly engineLimits?: EngineOptions['engineLimits']
  readonly mostForReceipts?: EngineOptions['mostForReceipts']
  /** The folder in which files are kept. */
  readonly files?: string | undefined
}

/** A whole engine on a database, its log where these tests keep it; listening on loopback. */
export const engineOn = async (
  databaseUrl: string,
  { eventStoreUrl = logUrl, limits, engineLimits, mostForReceipts, files }: Settings = {},
) => {
  const stores: Stores = { databaseUrl, eventStoreUrl }
  const engine = await openEngine({
    stores,
    key: { _tag: 'secret', secret },
    origins: 'same-host',
    limits,
    engineLimits,
    mostForReceipts,
    files,
    log: pino({ level: process.env['LOG_LEVEL'] ?? 'silent' }),
    api:
      ({ files: answers }) =>
      (request, response) => {
        if (answers?.(request, response) === undefined) response.writeHead(404).end()
      },
  })
  engine.server.listen(0, '127.0.0.1')
  await once(engine.server, 'listening')
  const { port } = engine.server.address() as AddressInfo
  return { ...engine, stores, port, url: `ws://127.0.0.1:${port}/ws` }
}

/** An engine on a fresh database, once it has projected what the log may hold already. */
export const freshEngine = async (settings?: Settings) => {
  const database = await testDatabase()
  const engine = await engineOn(database.connectionString, settings)
  const projector = () => engine.health().parts['projector'] as { readonly caughtUp: boolean }
  // `expect.poll` is for tests alone, and this is often before one.
  while (!projector().caughtUp) await new Promise((resolve) => setTimeout(resolve, 5))
  const close = async (): Promise<void> => {
    await engine.close()
    await database.drop()
  }
  return { ...engine, databaseUrl: database.connectionString, close }
}

/** A person's client. */
export const personAt = (url: string, name: string, tenant: TenantId = tenantId): Client =>
  connect({ url, token: () => tokenOf(name, tenant) })

/** Resolves with what `look` gives once it gives something. */
export const seen = <A>(
  client: Client,
  look: (state: ReturnType<Client['state']>) => A | undefined | false,
): Promise<A> =>
  new Promise((resolve) => {
    const check = (): void => {
      const found = look(client.state())
      if (found === undefined || found === false) return
      leave()
      resolve(found)
    }
    const leave = client.subscribe(check)
    check()
  })
