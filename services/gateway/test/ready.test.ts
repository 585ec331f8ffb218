import { testDatabase } from '@parley/embedded-postgres/testing'
import { quickClock } from '@parley/runtime/testing'
import { runProjector } from '@parley/projector'
import { api } from '@parley/service-api'
import { generationOn, openLog, schemaOf, type Stores } from '@parley/wiring'
import * as E from 'fp-ts/lib/Either.js'
import { pino } from 'pino'
import { expect, onTestFinished, test } from 'vitest'
import { start } from '../src/index.ts'
import { ada, createTea, personAt, secret } from './support.ts'

const log = pino({ level: 'silent' })

const database = async () => {
  const { connectionString, drop } = await testDatabase()
  onTestFinished(drop)
  return { databaseUrl: connectionString, eventStoreUrl: undefined }
}

/** A gateway, and what its monitors and its terminal say. */
const gatewayOn = async (stores: Stores) => {
  const lines: Array<string> = []
  const quiet = (): void => {}
  const tell = (line: unknown): void => void lines.push(String(line))
  const running = await start({
    host: '127.0.0.1',
    port: 0,
    stores,
    key: { _tag: 'secret', secret },
    origins: 'same-host',
    log: { debug: quiet, info: quiet, warn: tell, error: tell },
    clock: quickClock(20),
    api: ({ health }) => api({ health, log }),
  })
  if (E.isLeft(running)) throw new Error(running.left.cause)
  const { port, close } = running.right
  onTestFinished(close)
  const ask = async (path: string) => {
    const answer = await fetch(`http://127.0.0.1:${port}${path}`)
    return { status: answer.status, body: await answer.json() }
  }
  const client = personAt({ port }, ada)
  onTestFinished(() => client.close())
  const create = () => createTea(client, [])
  const untilReady = () => expect.poll(() => ask('/ready')).toMatchObject({ status: 200 })
  // Search, which nobody projects either, may be told of as well.
  const untilWrong = (name: string) =>
    expect
      .poll(() => ask('/ready'))
      .toMatchObject({
        status: 503,
        body: { ready: false, wrong: expect.arrayContaining([expect.objectContaining({ name })]) },
      })
  return { ask, create, lines, untilReady, untilWrong }
}

const projectorOn = async (stores: Stores) => {
  const store = await openLog(stores)
  const projector = runProjector({
    store,
    connectionString: stores.databaseUrl,
    generation: generationOn(stores),
  })
  const stop = async () => {
    await projector.stop()
    await store.close()
  }
  onTestFinished(stop)
  return { stop }
}

test('PRJ-62: a gateway whose read models nobody has built is alive and not ready, says what to start, and goes on', async () => {
  const stores = await database()
  const { ask, create, lines, untilReady, untilWrong } = await gatewayOn(stores)
  await untilWrong('no-read-models')
  expect(await ask('/health')).toMatchObject({ status: 200, body: { live: true, ready: false } })
  // A busy machine takes longer to answer than a clock that is so quick allows, and that is told as well.
  // So is, in time, that nobody builds search either.
  const told = () =>
    lines.filter((line) => line.includes('read models of this version') && !line.includes('of search'))
  await expect
    .poll(told)
    .toEqual([
      expect.stringMatching(
        new RegExp(
          `no read models of this version.*schema ${schemaOf(stores)}.*Start a projector of this version`,
        ),
      ),
    ])
  await projectorOn(stores)
  await untilReady()
  expect(E.isRight(await create())).toBe(true)
  expect(told().slice(1)).toEqual([expect.stringMatching(/^The read models of this version are there\./)])
})

test('GWS-10: a gateway without a projector anywhere takes what is said, and says that it is not seen', async () => {
  const stores = await database()
  const { stop } = await projectorOn(stores)
  const { create, untilReady, untilWrong } = await gatewayOn(stores)
  await untilReady()
  await stop()
  expect(E.isRight(await create())).toBe(true)
  await untilWrong('read-models-behind')
  await projectorOn(stores)
  await untilReady()
})
