import { once } from 'node:events'
import type { AddressInfo } from 'node:net'
import { testDatabase } from '@parley/embedded-postgres/testing'
import { api } from '@parley/service-api'
import pg from 'pg'
import { expect, onTestFinished, vi } from 'vitest'
import { openEngine } from '../../src/engine.ts'
import { secret } from './engine.ts'
import { logUrl } from './log.ts'

/** How long the tests wait for what has to come. */
export const soon = { timeout: 40_000, interval: 50 }

/** An engine whose terminal and monitors can be looked at. */
export const watched = async (
  through: (url: string) => Promise<string> = (url) => Promise.resolve(url),
  eventStoreUrl = logUrl,
) => {
  const database = await testDatabase()
  onTestFinished(database.drop)
  const lines: Array<string> = []
  const quiet = (): void => {}
  const tell = (line: unknown): void => void lines.push(String(line))
  const log = { debug: quiet, info: quiet, warn: tell, error: tell }
  const stores = { databaseUrl: await through(database.connectionString), eventStoreUrl }
  const engine = await openEngine({
    stores,
    key: { _tag: 'secret', secret },
    origins: 'same-host',
    log,
    api: ({ health }) => api({ health, log }),
  })
  onTestFinished(engine.close)
  engine.server.listen(0, '127.0.0.1')
  await once(engine.server, 'listening')
  const { port } = engine.server.address() as AddressInfo
  const ask = async (path: string) => {
    const answer = await fetch(`http://127.0.0.1:${port}${path}`)
    return { status: answer.status, body: await answer.text() }
  }
  const untilReady = () =>
    vi.waitFor(async () => expect(await ask('/ready')).toMatchObject({ status: 200 }), soon)
  const untilWrong = (name: string) =>
    vi.waitFor(async () => {
      const { status, body } = await ask('/ready')
      expect(status).toBe(503)
      expect(body).toContain(`"name":"${name}"`)
      return body
    }, soon)
  const untilTold = (words: RegExp) =>
    vi.waitFor(() => expect(lines.some((line) => words.test(line)) ? '' : lines).toBe(''), soon)
  const url = `ws://127.0.0.1:${port}/ws`
  await untilReady()
  return { ...database, engine: { ...engine, stores }, lines, ask, untilReady, untilWrong, untilTold, url }
}

/** Runs statements on a connection of their own. */
export const run = async (connectionString: string, ...statements: ReadonlyArray<string>): Promise<void> => {
  const client = new pg.Client({ connectionString })
  client.on('error', () => {})
  await client.connect()
  try {
    for (const statement of statements) await client.query(statement)
  } finally {
    await client.end()
  }
}
