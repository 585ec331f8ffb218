import { once } from 'node:events'
import type { AddressInfo } from 'node:net'
import { testDatabase } from '@parley/embedded-postgres/testing'
import type { Clock } from '@parley/runtime'
import { quickClock } from '@parley/runtime/testing'
import { api } from '@parley/service-api'
import pg from 'pg'
import { expect, onTestFinished } from 'vitest'
import { openEngine } from '../../src/engine.ts'
import { secret } from './engine.ts'
import { logUrl } from './log.ts'

/** What an engine that is looked at has that is not as usual. */
interface Settings {
  /** From the address of its database to the one that it is to use. */
  readonly through?: (url: string) => Promise<string>
  readonly eventStoreUrl?: string
  /** What it measures by how long something has been wrong. */
  readonly clock?: Clock
}

/** An engine whose terminal and monitors can be looked at; what is wrong for a while is so ten times as soon. */
export const watched = async ({
  through = (url) => Promise.resolve(url),
  eventStoreUrl = logUrl,
  clock = quickClock(10),
}: Settings = {}) => {
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
    clock,
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
  const untilReady = () => expect.poll(() => ask('/ready')).toMatchObject({ status: 200 })
  /** Gives what a monitor then reads. */
  const untilWrong = async (name: string): Promise<string> => {
    let read = ''
    const look = async () => {
      const { status, body } = await ask('/ready')
      read = body
      return { status, isNamed: body.includes(`"name":"${name}"`) }
    }
    await expect.poll(look).toEqual({ status: 503, isNamed: true })
    return read
  }
  const untilTold = (words: RegExp) =>
    expect.poll(() => (lines.some((line) => words.test(line)) ? '' : lines)).toBe('')
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
