import { type Client, connect } from '@parley/client'
import type { ChannelId, CommandId } from '@parley/domain'
import { channelName, commandId, text } from '@parley/domain/testing'
import * as E from 'fp-ts/lib/Either.js'
import { create, online } from './activity.ts'
import { tokenOf } from './engine.ts'
import { dataFolder, freePort, isAlive, running } from './process.ts'
import { happened, segmentsOf, wrong } from './truth.ts'

/** What is there in the end, of what was asked for. */
export interface Survived {
  /** Acknowledged before a kill, and not there after it. */
  readonly lost: ReadonlyArray<CommandId>
  /** There more than once. */
  readonly doubled: ReadonlyArray<CommandId>
  /** Not there, although its client tried until it was answered. */
  readonly missing: ReadonlyArray<CommandId>
  readonly segments: ReadonlyMap<string, ReadonlyArray<number>>
  /** Rows and unread counts that are not what the log says. */
  readonly wrong: Awaited<ReturnType<typeof wrong>>
  /** Of the last one, which was told to end, and whether its Postgres is still there. */
  readonly exitCode: number | null
  readonly left: boolean
  readonly acknowledged: number
  /** Given up by clients that were gone with the kill, and there all the same. */
  readonly inDoubt: number
}

const firstOf = <A>([first]: ReadonlyArray<A>): A => {
  if (first === undefined) throw new Error('none')
  return first
}

const people = ['ada', 'bo', 'cy']

/** Messages sent one after another, so many at once, for as long as it is not stopped. */
const load = (client: Client, channels: ReadonlyArray<ChannelId>, name: string, atOnce: number) => {
  const asked = new Set<CommandId>()
  const acknowledged = new Set<CommandId>()
  let stopped = false
  let heard: () => void = () => {}
  const one = async (): Promise<void> => {
    while (!stopped) {
      const clientMessageId = commandId(`${name}-${asked.size}`)
      const channelId = channels[asked.size % channels.length]
      if (channelId === undefined) return
      asked.add(clientMessageId)
      const answer = await client.send({ channelId, body: text(clientMessageId), clientMessageId })
      if (E.isRight(answer)) acknowledged.add(clientMessageId)
      else if (answer.left._tag === 'Closed') return
      heard()
      if (acknowledged.size % 50 === 0) client.markRead(channelId)
    }
  }
  const done = Promise.all(Array.from({ length: atOnce }, one))
  return {
    asked,
    acknowledged,
    /** Resolves once so many are acknowledged. */
    until: async (many: number): Promise<void> => {
      while (acknowledged.size < many) await new Promise<void>((resolve) => (heard = resolve))
    },
    stop: () => {
      stopped = true
      return done
    },
  }
}

/** Loads a real process with messages, and kills it and its Postgres again and again. */
export const killAndCount = async (kills: number, each: number): Promise<Survived> => {
  const folder = dataFolder()
  const PORT = String(await freePort())
  let engine = await running(folder, { PORT })
  const at = (name: string): Client =>
    connect({ url: engine.url, token: () => tokenOf(name), wait: () => 20 })
  const clients = people.map(at)
  await Promise.all(clients.map(online))
  const ada = firstOf(clients)
  const channels = [await create(ada, [...people, 'eve']), await create(ada, [...people, 'eve'])]
  const loads = clients.map((client, n) => load(client, channels, people[n] ?? '', 8))
  const lost = new Set<CommandId>()
  const doubtful = new Set<CommandId>()

  for (let n = 1; n <= kills; n += 1) {
    const passing = at('eve')
    const theirs = load(passing, channels, `eve-${n}`, 8)
    const goals = loads.map(({ acknowledged, until }) => until(acknowledged.size + each))
    await Promise.all([...goals, theirs.until(each)])
    const killed = engine.killAll()
    // Whoever is gone with it tries no more: what they have no answer for may be there or not.
    passing.close()
    await killed
    const known = [...loads, theirs].flatMap(({ acknowledged }) => [...acknowledged])
    for (const name of theirs.asked) if (!theirs.acknowledged.has(name)) doubtful.add(name)
    await theirs.stop()
    engine = await running(folder, { PORT })
    const kept = new Set((await happened(engine.stores)).map((event) => event.commandId))
    for (const name of known) if (!kept.has(name)) lost.add(name)
  }

  await Promise.all(loads.map(({ stop }) => stop()))
  await Promise.all(clients.map(online))
  const events = await happened(engine.stores)
  const sent = events.flatMap((event) => (event.type === 'MessageSent' ? [event.commandId] : []))
  const times = Map.groupBy(sent, (name) => name)
  const last = await ada.command({
    type: 'RenameChannel',
    channelId: firstOf(channels),
    name: channelName('end'),
  })
  // The read models have come to the end of the log once that is seen.
  if (E.isRight(last)) await ada.query({ type: 'conversations', atLeast: last.right.position })
  const differences = await wrong(engine.stores)
  for (const client of clients) client.close()
  engine.child.kill('SIGTERM')
  const exitCode = await engine.ended
  return {
    exitCode,
    left: isAlive(engine.postmaster),
    lost: [...lost],
    doubled: [...times].flatMap(([name, all]) => (all.length > 1 ? [name] : [])),
    missing: loads.flatMap(({ asked }) => [...asked].filter((name) => !times.has(name))),
    segments: segmentsOf(events),
    wrong: differences,
    acknowledged: sent.length,
    inDoubt: [...doubtful].filter((name) => times.has(name)).length,
  }
}
