import { tmpdir } from 'node:os'
import { fileURLToPath } from 'node:url'
import type { Client } from '@parley/client'
import type { ChannelId, MessageId } from '@parley/domain'
import { feedId, text } from '@parley/domain/testing'
import { audit } from '@parley/projector'
import { queryPool } from '@parley/projection'
import { openLog, schemaOf } from '@parley/wiring'
import * as E from 'fp-ts/lib/Either.js'
import { expect, onTestFinished, test } from 'vitest'
import { create, online } from './support/activity.ts'
import { freshEngine, personAt, seen } from './support/engine.ts'
import { type Running, startProgram } from './support/process.ts'
import { shown } from './support/shown.ts'

const file = (path: string): string => fileURLToPath(new URL(path, import.meta.url))

const env = (databaseUrl: string) => ({ DATABASE_URL: databaseUrl, PORT: '0', HOME: tmpdir(), USER: 'ada' })

const operator = file('../../operator/src/main.ts')

/** A command on read models, in a process of its own; what it says last is its answer, as JSON. */
const readModels = (databaseUrl: string, ...words: ReadonlyArray<string>): Running =>
  startProgram(operator, env(databaseUrl), ['read-models', ...words, '--json'])

/** The same command of a build that makes something else of the same events, in the same tables. */
const changed = (databaseUrl: string, ...words: ReadonlyArray<string>): Running =>
  startProgram(
    operator,
    env(databaseUrl),
    ['read-models', ...words],
    ['--import', file('./fixtures/changed-projection.ts')],
  )

const answered = async (running: Running): Promise<unknown> => {
  await running.ended
  const last = running.lines.findLast((line) => line.startsWith('{') || line.startsWith('['))
  return JSON.parse(last ?? 'null')
}

/** Everybody sends one message after the other until it is told to stop; gives the ids of all that were sent. */
const talking = (people: ReadonlyArray<Client>, channelId: ChannelId) => {
  let over = false
  const sending = people.map(async (client, n) => {
    const ids: Array<MessageId> = []
    while (!over) {
      const sent = await client.send({ channelId, body: text(`message ${ids.length} of ${n}`) })
      if (E.isLeft(sent)) throw new Error(JSON.stringify(sent.left))
      if (sent.right.result.messageId !== undefined) ids.push(sent.right.result.messageId)
    }
    return ids
  })
  return async (): Promise<ReadonlyArray<MessageId>> => {
    over = true
    return (await Promise.all(sending)).flat()
  }
}

/** What somebody sees of the list, and of the latest messages: however much of the channel they have loaded. */
const latest = (client: Client, channelId: ChannelId) => {
  const { conversations, timelines } = shown(client.state())
  return { conversations, messages: timelines[channelId]?.messages.slice(-20) }
}

/** How often somebody was told of each message. */
const countingOf = (client: Client): ReadonlyMap<string, number> => {
  const times = new Map<string, number>()
  client.on('message', ({ message }) => times.set(message.messageId, (times.get(message.messageId) ?? 0) + 1))
  return times
}

test('GEN-3, GEN-10, GEN-11, GEN-30, GEN-32: through a build, an activation and a return, everybody is told everything once', async () => {
  const engine = await freshEngine()
  onTestFinished(engine.close)
  const { databaseUrl, url, stores } = engine
  const gateway = startProgram(file('../../gateway/src/main.ts'), env(databaseUrl))
  const port = Number(/:(\d+)/.exec(await gateway.says(/^The gateway listens on/))?.[1])
  const elsewhere = `ws://127.0.0.1:${port}/ws`
  const people = [personAt(url, 'ada'), personAt(url, 'bo'), personAt(elsewhere, 'cy')] as const
  for (const client of people) onTestFinished(client.close)
  await online(people[0])
  const channelId = await create(people[0], ['bo', 'cy'])
  for (const client of people) {
    await seen(client, ({ conversations }) => conversations.has(channelId))
    await client.open(channelId)
  }
  const told = people.map(countingOf)
  const stop = talking(people, channelId)
  const own = schemaOf(stores)

  expect(await answered(readModels(databaseUrl, 'build'))).toMatchObject({
    schema: `${own}_2`,
    ended: 'built',
  })
  await expect
    .poll(async () => answered(readModels(databaseUrl, 'list')), { timeout: 60_000, interval: 500 })
    .toMatchObject([
      { schema: own, own: true, state: 'followed', projected: true, inUseBy: [own] },
      { schema: `${own}_2`, own: true, state: 'followed', projected: true, inUseBy: [] },
    ])
  const activated = await answered(readModels(databaseUrl, 'activate', `${own}_2`))
  expect(activated).toMatchObject({ from: own, to: `${own}_2`, by: 'ada', differences: 0 })
  const arrived = personAt(elsewhere, 'ada')
  onTestFinished(arrived.close)
  await arrived.open(channelId)
  expect(await answered(readModels(databaseUrl, 'status'))).toMatchObject({ inUse: `${own}_2`, former: own })
  expect(await answered(readModels(databaseUrl, 'revert'))).toMatchObject({ from: `${own}_2`, to: own })
  expect(await answered(readModels(databaseUrl, 'drop', own, '--yes'))).toMatchObject({
    error: expect.stringContaining('in use'),
  })
  expect(await answered(readModels(databaseUrl, 'activate', `${own}_2`))).toMatchObject({ to: `${own}_2` })
  expect(await answered(readModels(databaseUrl, 'pause', own))).toBeNull()
  await expect
    .poll(async () => answered(readModels(databaseUrl, 'drop', own, '--yes')), {
      timeout: 30_000,
      interval: 500,
    })
    .toBeNull()

  const sent = await stop()
  const once = new Map(sent.map((id) => [id, 1]))
  await expect
    .poll(() => told.map((times) => times.size), { timeout: 30_000 })
    .toEqual(told.map(() => once.size))
  for (const times of told) expect([...times].filter(([, many]) => many !== 1)).toEqual([])
  expect(sent.length).toBeGreaterThan(100)
  for (const [n, client] of [...people, arrived].entries()) {
    const fresh = personAt(n % 2 === 0 ? elsewhere : url, ['ada', 'bo', 'cy', 'ada'][n] ?? '')
    onTestFinished(fresh.close)
    await fresh.open(channelId)
    await expect.poll(() => latest(fresh, channelId)).toEqual(latest(client, channelId))
  }
  const store = await openLog(stores)
  onTestFinished(store.close)
  const pool = queryPool(databaseUrl, { query_timeout: 0 })
  onTestFinished(() => pool.end())
  expect(await audit(store, pool, `${own}_2`)).toEqual([])
}, 300_000)

test('GEN-2, GEN-20, GEN-30, GEN-32: readers are moved to what a changed projection makes, and back, while people talk', async () => {
  const engine = await freshEngine()
  onTestFinished(engine.close)
  const { databaseUrl, url, stores } = engine
  const own = schemaOf(stores)
  const [ada, bo] = [personAt(url, 'ada'), personAt(url, 'bo')]
  onTestFinished(ada.close)
  onTestFinished(bo.close)
  await online(ada)
  const channelId = await create(ada, ['bo'])
  await seen(bo, ({ conversations }) => conversations.has(channelId))
  await bo.open(channelId)
  const told = countingOf(bo)
  const stop = talking([ada], channelId)
  const answeredAt = async (): Promise<string | null | undefined> => {
    const page = await ada.query({ type: 'history', channelId, feedId: feedId('main'), limit: 1 })
    return E.isRight(page) ? page.right.value.messages[0]?.lastReplyAt : undefined
  }
  await expect.poll(answeredAt).toBeNull()

  const building = changed(databaseUrl, 'build', '--follow', '--json')
  const built = await building.says(/^\{"built"/)
  const other = /"schema":"(parley_[0-9a-f]{12})"/.exec(built)?.[1] ?? ''
  expect(other).not.toBe(own)
  const diff = changed(databaseUrl, 'diff', own, other, '--samples', '1')
  expect(await diff.ended).toBe(0)
  expect(diff.lines.join('\n')).toMatch(/messages: 0 added, 0 gone, \d+ changed \(last_reply_at in \d+\)/)
  expect(await changed(databaseUrl, 'activate', other, '--for', own).ended).toBe(0)
  await expect.poll(answeredAt).toMatch(/^20/)
  expect(await answered(readModels(databaseUrl, 'revert'))).toMatchObject({ from: other, to: own })
  await expect.poll(answeredAt).toBeNull()

  const sent = await stop()
  await expect.poll(() => told.size, { timeout: 30_000 }).toBe(sent.length)
  expect([...told.values()].filter((times) => times !== 1)).toEqual([])
  building.child.kill('SIGINT')
  expect(await building.ended).toBe(0)
}, 300_000)
