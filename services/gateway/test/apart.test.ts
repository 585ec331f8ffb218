import type { Client } from '@parley/client'
import { certain, type ChannelId, MessageText } from '@parley/domain'
import { testDatabase } from '@parley/embedded-postgres/testing'
import { runProjector } from '@parley/projector'
import { generationOn, openLog } from '@parley/wiring'
import * as E from 'fp-ts/lib/Either.js'
import { pino } from 'pino'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { explainConfig, gatewayConfig, type Running, start, type StartOptions } from '../src/index.ts'
import { ada, bob, createTea, personAt, secret, seen, teaOf } from './support.ts'

const log = pino({ level: 'silent' })
const stops: Array<() => Promise<unknown>> = []
const gateways: Array<Running> = []
let databaseUrl = ''

const startOne = (port = 0, options: Pick<StartOptions, 'mayAdd'> = {}) =>
  start({
    host: '127.0.0.1',
    port,
    stores: { databaseUrl, eventStoreUrl: undefined },
    key: { _tag: 'secret', secret },
    origins: 'same-host',
    log,
    ...options,
    api: () => (_, response) => void response.writeHead(404).end(),
  })

beforeAll(async () => {
  const database = await testDatabase()
  stops.unshift(database.drop)
  databaseUrl = database.connectionString
  for (const running of [await startOne(), await startOne()]) {
    if (E.isLeft(running)) throw new Error(running.left.cause)
    gateways.push(running.right)
    stops.unshift(running.right.close)
  }
  const stores = { databaseUrl, eventStoreUrl: undefined }
  const store = await openLog(stores)
  const projector = runProjector({ store, connectionString: databaseUrl, generation: generationOn(stores) })
  stops.unshift(projector.stop, store.close)
})
afterAll(async () => {
  for (const stop of stops) await stop()
})

const isShown = (channelId: ChannelId, text: string) => (state: ReturnType<Client['state']>) =>
  state.timelines.get(channelId)?.messages.some(({ body }) => body?.text === text) ?? false

test('GWS-6: gateways and the projector run apart, several of them: what is said at one is seen at the other', async () => {
  const [here, there] = gateways
  if (here === undefined || there === undefined) throw new Error('no gateways')
  const [one, other] = [personAt(here, ada), personAt(there, bob)]
  stops.unshift(async () => {
    one.close()
    other.close()
  })
  const channelId = await teaOf(one, [bob])
  await seen(other, (state) => state.conversations.has(channelId))
  await one.open(channelId)
  await other.open(channelId)
  const say = (client: Client, text: string) =>
    client.send({ channelId, body: { kind: 'text', text: certain(MessageText, text) } })
  await Promise.all([say(one, 'here'), say(other, 'and there')])
  for (const client of [one, other])
    for (const text of ['here', 'and there']) await seen(client, isShown(channelId, text))
  expect(gateways.map((running) => running.stats().sessions)).toEqual([1, 1])
})

test('CH-22, GWS-11: what a gateway is told of a tenant holds for its people, and no other gateway or tenant', async () => {
  const [untold] = gateways
  if (untold === undefined) throw new Error('no gateways')
  const config = gatewayConfig({ PARLEY_MAY_ADD: 'everyone, school=nobody' })
  if (E.isLeft(config)) throw new Error(explainConfig(config.left))
  const told = await startOne(0, { mayAdd: config.right.mayAdd })
  if (E.isLeft(told)) throw new Error(told.left.cause)
  stops.unshift(told.right.close)
  const adding = async (gateway: Running, tenant: string) => {
    const client = personAt(gateway, ada, { tenant })
    const answer = await createTea(client, [bob])
    client.close()
    return answer
  }
  const rejection = { _tag: 'MayNotAdd', userId: bob }
  expect(await adding(told.right, 'school')).toMatchObject({ left: { _tag: 'Rejected', rejection } })
  expect(await adding(told.right, 'default')).toMatchObject({ _tag: 'Right' })
  expect(await adding(untold, 'school')).toMatchObject({ _tag: 'Right' })
})

test('GWS-7: a port that is taken is said, and nothing is left open', async () => {
  const second = await startOne(gateways[0]?.port)
  expect(second).toMatchObject({
    left: { _tag: 'CantListen', cause: expect.stringMatching(/^PORT is .* taken/) },
  })
})
