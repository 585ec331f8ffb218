import { setTimeout as pause } from 'node:timers/promises'
import { type Client, connect } from '@parley/client'
import type { ChannelId, DomainEvent, MessageId } from '@parley/domain'
import { text } from '@parley/domain/testing'
import { testDatabase } from '@parley/embedded-postgres/testing'
import { audit } from '@parley/projector'
import { knownGenerations, pointers, queryPool } from '@parley/projection'
import { openLog, schemaOf } from '@parley/wiring'
import * as E from 'fp-ts/lib/Either.js'
import { onTestFinished } from 'vitest'
import { act, create, type Group, online } from './activity.ts'
import { personAt, seen, tokenOf } from './engine.ts'
import { orderedSocket, toldInOrder } from './in-order.ts'
import { dataFolder, freePort, startProgram } from './process.ts'
import { random, type Random } from './random.ts'
import { env, file, readModels } from './read-models.ts'
import { restarted } from './restarted.ts'
import { compare, look } from './resume.ts'
import type { Both } from './shown.ts'
import { happened } from './truth.ts'

/** What is killed: what serves people, or what an operator has running. */
type Victim = 'engine' | 'gateway' | 'command'
type Killed = Record<string, number>

/** What became of everybody. */
export interface Outlived {
  /** How often each was killed: servers by their name, commands by theirs. */
  readonly killed: Killed
  readonly rounds: number
  /** How many events the log came to have, and how many messages clients were told of, together. */
  readonly events: number
  readonly told: number
  /** Acknowledged, and not in the log; in the log more than once. */
  readonly lost: ReadonlyArray<MessageId>
  readonly doubled: ReadonlyArray<MessageId>
  /** What was wrong with what clients were told, or with the order of it. */
  readonly faults: ReadonlyArray<string>
  /** What each shows in the end, and what somebody shows who comes then. */
  readonly ends: ReadonlyArray<Both>
  /** Rows and unread counts of each generation that are not what the log says. */
  readonly differences: ReadonlyArray<unknown>
}

const names = ['ada', 'bo', 'cy', 'di', 'eve', 'fay'] as const
/** The most milliseconds between two things that somebody does. */
const between = 60
/** So much is in the log before, that a build takes a while. */
const before = 4_000

/** Somebody who keeps in mind what was acknowledged. */
const keeping = (client: Client, acknowledged: Set<MessageId>): Client => ({
  ...client,
  send: async (message) => {
    const answer = await client.send(message)
    if (E.isRight(answer) && answer.right.result.messageId !== undefined)
      acknowledged.add(answer.right.result.messageId)
    return answer
  },
})

/** Says so much, some of it at a time. */
const say = async (client: Client, channelId: ChannelId, many: number): Promise<void> => {
  for (let n = 0; n < many; n += 200)
    await Promise.all(
      Array.from({ length: 200 }, (_, m) => client.send({ channelId, body: text(`message ${n + m}`) })),
    )
}

/** Has all of them do one thing after the other until it is told to stop. */
const working = (group: Group, r: Random) => {
  let over = false
  const all = group.clients.map(async (client) => {
    while (!over) {
      if (r.chance(0.1)) await look(client, group, r)
      else await act({ ...group, clients: [client] }, r)
      await pause(r.below(between))
    }
  })
  return async (): Promise<void> => {
    over = true
    await Promise.all(all)
  }
}

const sentIn = (events: ReadonlyArray<DomainEvent>): ReadonlyMap<MessageId, number> => {
  const times = new Map<MessageId, number>()
  for (const event of events)
    if (event.type === 'MessageSent') times.set(event.messageId, (times.get(event.messageId) ?? 0) + 1)
  return times
}

/** What an operator does: the words of a command, and whether what it is to do is done. */
interface Step {
  readonly words: ReadonlyArray<string>
  readonly isDone: () => Promise<boolean>
}

/**
 * People talk by an engine and a gateway while an operator builds a generation, has it read, goes back and has it read
 * again, and drops the former, round after round; at so many random moments the engine, the gateway or the operator's
 * command is killed with -9. What was killed is started again.
 */
export const killThroughout = async (seed: number, kills: number): Promise<Outlived> => {
  const r = random(seed)
  const database = await testDatabase()
  onTestFinished(database.drop)
  const { connectionString: databaseUrl } = database
  const stores = { databaseUrl, eventStoreUrl: undefined }
  const folder = dataFolder()
  const [enginePort, gatewayPort] = [await freePort(), await freePort()]
  const serving = (port: number) => ({ ...env(databaseUrl), PORT: String(port), PARLEY_DATA: folder })
  const engine = await restarted(
    () => startProgram(file('../src/main.ts'), serving(enginePort)),
    /^Parley is at /,
  )
  const gateway = await restarted(
    () => startProgram(file('../../gateway/src/main.ts'), serving(gatewayPort)),
    /^The gateway listens on/,
  )
  const urls = [enginePort, gatewayPort].map((port) => `ws://127.0.0.1:${port}/ws`)
  const urlOf = (n: number): string => urls[n % 2] ?? ''

  const acknowledged = new Set<MessageId>()
  const people = names.map((name, n) => {
    const { openSocket, faults } = orderedSocket(name)
    const client = connect({
      url: urlOf(n),
      token: () => tokenOf(name),
      openSocket,
      wait: () => r.below(200),
    })
    onTestFinished(client.close)
    return { name, client, faults, told: toldInOrder(client, name) }
  })
  const clients = people.map(({ client }) => keeping(client, acknowledged))
  const group: Group = { names, clients, channels: [] }
  await Promise.all(clients.map(online))
  /** Two channels for each round, so that none grows longer than a client keeps. */
  const moveOn = async (): Promise<void> => {
    const channels = [await create(r.pick(clients), names), await create(r.pick(clients), names, 'private')]
    for (const client of clients)
      for (const channelId of channels) {
        await seen(client, ({ conversations }) => conversations.has(channelId))
        void client.open(channelId)
      }
    group.channels.splice(0, group.channels.length, ...channels)
  }
  const [first] = clients
  if (first === undefined) throw new Error('nobody')
  await say(first, await create(first, []), before)
  await moveOn()
  const stop = working(group, r)

  const pool = queryPool(databaseUrl, { query_timeout: 0 })
  onTestFinished(() => pool.end())
  const own = schemaOf(stores)
  const stateOf = async (schema: string) =>
    (await knownGenerations(pool)).find((one) => one.schema === schema)?.state
  const inUse = async (): Promise<string> =>
    (await pointers(pool)).find(({ build }) => build === own)?.schema ?? own

  const killed: Killed = {}
  const countOf = (): number => Object.values(killed).reduce((sum, many) => sum + many, 0)
  const count = (name: string): void => void (killed[name] = (killed[name] ?? 0) + 1)
  /** How many milliseconds each command took when it was left alone. */
  const took = new Map<string, number>()

  /** Runs a command until what it is to do is done, whatever is killed meanwhile. */
  const through = async ({ words, isDone }: Step): Promise<void> => {
    const [name = ''] = words
    while (!(await isDone())) {
      const began = performance.now()
      const command = readModels(databaseUrl, ...words)
      const victim: Victim | undefined =
        countOf() < kills ? r.pick(['command', 'command', 'engine', 'gateway'] as const) : undefined
      if (victim === undefined) {
        await command.ended
        continue
      }
      // Until it has loaded its code it does nothing.
      const moment = (0.3 + (0.9 * r.below(1_000)) / 1_000) * (took.get(name) ?? 1_500)
      const ended = await Promise.race([command.ended.then(() => true), pause(moment).then(() => false)])
      if (ended) took.set(name, performance.now() - began)
      if (victim === 'command') {
        if (ended) continue
        command.child.kill('SIGKILL')
        if ((await command.ended) === null) count(name)
        continue
      }
      await (victim === 'engine' ? engine : gateway).kill()
      count(victim)
      await command.ended
    }
  }

  let rounds = 0
  while (countOf() < kills) {
    rounds += 1
    const former = await inUse()
    const next = former === own ? `${own}_2` : own
    const isRead = (schema: string) => async (): Promise<boolean> => (await inUse()) === schema
    const steps: ReadonlyArray<Step> = [
      { words: ['build'], isDone: async () => (await stateOf(next)) === 'followed' },
      { words: ['activate', next], isDone: isRead(next) },
      { words: ['revert'], isDone: isRead(former) },
      { words: ['activate', next], isDone: isRead(next) },
      { words: ['pause', former], isDone: async () => (await stateOf(former)) === 'paused' },
      { words: ['drop', former, '--yes'], isDone: async () => (await stateOf(former)) === undefined },
    ]
    for (const step of steps) await through(step)
    if (countOf() < kills) await moveOn()
  }
  await stop()

  const events = await happened(stores)
  const times = sentIn(events)
  const ends: Both[] = []
  for (const [n, { name, client }] of people.entries()) {
    const fresh = personAt(urlOf(n + 1), name)
    onTestFinished(fresh.close)
    ends.push(await compare(client, fresh))
  }
  const store = await openLog(stores)
  onTestFinished(store.close)
  return {
    killed,
    rounds,
    events: events.length,
    told: people.reduce((sum, { told }) => sum + told.many(), 0),
    lost: [...acknowledged].filter((messageId) => !times.has(messageId)),
    doubled: [...times].flatMap(([messageId, many]) => (many > 1 ? [messageId] : [])),
    faults: people.flatMap(({ faults, told }) => [...faults, ...told.faults]),
    ends,
    differences: await audit(store, pool, await inUse()),
  }
}
