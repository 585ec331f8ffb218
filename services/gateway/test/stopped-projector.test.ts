import type { Client, Socket } from '@parley/client'
import { certain, type ChannelId, MessageText, type UserId } from '@parley/domain'
import { testDatabase } from '@parley/embedded-postgres/testing'
import { startTestServer } from '@parley/event-store-eventstoredb/testing'
import { audit, type Projector, runProjector } from '@parley/projector'
import { queryPool } from '@parley/projection'
import { quiet } from '@parley/runtime/testing'
import { generationOn, openLog, schemaOf } from '@parley/wiring'
import * as E from 'fp-ts/lib/Either.js'
import { expect, onTestFinished, test } from 'vitest'
import { type Running, start } from '../src/index.ts'
import { ada, bob, cy, personAt, secret, seen, teaOf } from './support.ts'

const words = (text: string) => ({ kind: 'text' as const, text: certain(MessageText, text) })

const logs: ReadonlyArray<readonly [string, () => Promise<string | undefined>]> = [
  ['Postgres', async () => undefined],
  [
    'EventStoreDB',
    async () => {
      const server = await startTestServer()
      onTestFinished(() => server.close())
      return server.url
    },
  ],
]

/** A client that is closed when the test ends; `cut` ends its connection. */
const enter = (running: Running, userId: UserId): Client & { readonly cut: () => void } => {
  const sockets: Array<Socket> = []
  const client = personAt(running, userId, {
    openSocket: (url) => {
      const socket = new WebSocket(url) as Socket
      sockets.push(socket)
      return socket
    },
    wait: () => 10,
  })
  onTestFinished(() => client.close())
  return { ...client, cut: () => sockets.at(-1)?.close() }
}

const shown = (client: Client, channelId: ChannelId): ReadonlyArray<string> =>
  client
    .state()
    .timelines.get(channelId)
    ?.messages.flatMap(({ body }) => body?.text ?? []) ?? []

/** Whether a client is told of whatever comes in a channel from now on, without a look at the read models. */
const follows = (client: Client, channelId: ChannelId): boolean => {
  const { status, timelines } = client.state()
  return status === 'online' && timelines.get(channelId)?.loaded === true
}

test.each(logs)(
  'LIVE-10 GW-100 SDK-142: with the projector stopped and started again under load, and connections cut, everybody sees everything, once and in order: %s',
  async (_, startLog) => {
    const database = await testDatabase()
    onTestFinished(() => database.drop())
    const stores = { databaseUrl: database.connectionString, eventStoreUrl: await startLog() }
    const store = await openLog(stores)
    onTestFinished(() => store.close())
    let projector: Projector | undefined
    const project = (): void => {
      projector = runProjector({
        store,
        connectionString: stores.databaseUrl,
        generation: generationOn(stores),
      })
    }
    const stopProjecting = async (): Promise<void> => projector?.stop()
    onTestFinished(() => stopProjecting())
    project()
    const gateways: Array<Running> = []
    for (let n = 0; n < 2; n += 1) {
      const running = await start({
        host: '127.0.0.1',
        port: 0,
        stores,
        key: { _tag: 'secret', secret },
        origins: 'same-host',
        log: quiet,
        api: () => (request, response) => void response.writeHead(request.url === '' ? 400 : 404).end(),
      })
      if (E.isLeft(running)) throw new Error(running.left.cause)
      gateways.push(running.right)
      onTestFinished(() => running.right.close())
    }
    const [here, there] = gateways
    if (here === undefined || there === undefined) throw new Error('no gateways')
    const people = [enter(here, ada), enter(there, bob)] as const
    const channelId = await teaOf(people[0], [bob, cy])
    await seen(people[1], (state) => state.conversations.has(channelId))
    for (const one of people) {
      await one.open(channelId)
      // Whoever is only about to watch waits for the read models, and so for the projector.
      await seen(one, () => follows(one, channelId))
    }
    const heard = people.map((one) => {
      const texts: Array<string> = []
      one.on('message', ({ message }) => void texts.push(message.body?.text ?? ''))
      return texts
    })
    let said = 0
    const talk = async (times: number): Promise<void> => {
      for (let n = 0; n < times; n += 1) {
        const sent = people.map((one, who) => one.send({ channelId, body: words(`${who}: ${said}`) }))
        said += 1
        for (const outcome of await Promise.all(sent)) expect(outcome).toMatchObject({ _tag: 'Right' })
      }
    }
    for (let round = 0; round < 3; round += 1) {
      const talking = talk(20)
      await stopProjecting()
      await talking
      // Who comes back meanwhile asks no read model.
      for (const one of people) one.cut()
      await talk(20)
      for (const one of people) await seen(one, () => shown(one, channelId).length === said * 2)
      const again = talk(10)
      project()
      await again
    }
    for (const one of people) await seen(one, () => shown(one, channelId).length === said * 2)
    const [first, second] = people.map((one) => shown(one, channelId))
    expect(first).toEqual(second)
    expect(new Set(first).size).toBe(said * 2)
    for (const texts of heard) expect(texts).toEqual(first)

    // Who comes now is shown the same.
    const late = enter(there, cy)
    await seen(late, (state) => state.conversations.has(channelId))
    await late.open(channelId)
    await seen(late, () => shown(late, channelId).at(-1) === first?.at(-1))
    await expect.poll(() => projector?.progress().caughtUp, { timeout: 20_000 }).toBe(true)
    const pool = queryPool(stores.databaseUrl)
    onTestFinished(() => pool.end())
    expect(await audit(store, pool, schemaOf(stores))).toEqual([])
  },
  90_000,
)
