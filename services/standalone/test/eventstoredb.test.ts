import { startTestServer } from '@parley/event-store-eventstoredb/testing'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { freshEngine } from './support/engine.ts'
import { cutAndResume } from './support/resume.ts'
import { wrong } from './support/truth.ts'

interface Server {
  readonly url: string
  readonly close: () => Promise<void>
}

const named = process.env['EVENTSTORE_TEST_URL'] ?? ''
const real: Server = { url: named, close: () => Promise.resolve() }
const servers: ReadonlyArray<readonly [string, () => Promise<Server>]> = [
  ["the tests' own server", () => startTestServer()],
  ...(named === '' ? [] : [['the server of EVENTSTORE_TEST_URL', () => Promise.resolve(real)] as const]),
]

describe.each(servers)('ENGINE-12, ENGINE-14, on EventStoreDB: %s', (_, start) => {
  let server: Server
  let engine: Awaited<ReturnType<typeof freshEngine>>
  beforeAll(async () => {
    server = await start()
    engine = await freshEngine({ eventStoreUrl: server.url })
  })
  afterAll(async () => {
    await engine.close()
    await server.close()
  })

  it.each([1, 2])('a cut connection ends with the state of a fresh one, seed %i', async (seed) => {
    const { one, other } = await cutAndResume(engine.port, seed, 150)
    expect(one).toEqual(other)
  })

  it('rows and unread counts are what the log says', async () => {
    expect(await wrong(engine.stores)).toEqual([])
  })
})
