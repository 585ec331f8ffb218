import type { Client } from '@parley/client'
import type { Position } from '@parley/domain'
import { text } from '@parley/domain/testing'
import { testDatabase } from '@parley/embedded-postgres/testing'
import * as E from 'fp-ts/lib/Either.js'
import { expect, it } from 'vitest'
import { act, create, type Group, online } from './support/activity.ts'
import { engineOn, personAt, seen } from './support/engine.ts'
import { random } from './support/random.ts'
import { compare } from './support/resume.ts'
import { shown } from './support/shown.ts'
import { dropReadModels, dumpOf, segmentsOf, happened, upTo, wrong } from './support/truth.ts'

const names = ['ada', 'bo', 'cy']

/** Random activity by several people in several channels. */
const activity = async (clients: ReadonlyArray<Client>, seed: number, steps: number): Promise<Group> => {
  const r = random(seed)
  const [first] = clients
  if (first === undefined) throw new Error('nobody')
  const group = { names, clients, channels: [await create(first, names), await create(first, names)] }
  for (const client of clients) for (const channelId of group.channels) void client.open(channelId)
  const underWay: Promise<void>[] = []
  for (let step = 0; step < steps; step += 1) {
    underWay.push(act(group, r))
    if (r.chance(0.3)) await Promise.race(underWay.slice(-3))
  }
  await Promise.all(underWay)
  return group
}

/** Says one thing more, and gives the position at which all that was said before is seen too. */
const lastPosition = async (client: Client, { channels }: Group): Promise<Position> => {
  const [channelId] = channels
  if (channelId === undefined) throw new Error('no channel')
  await client.command({ type: 'JoinChannel', channelId })
  const last = await client.send({ channelId, body: text('the last word') })
  if (E.isLeft(last)) throw new Error(JSON.stringify(last.left))
  return last.right.position
}

/** Resolves once the read models have come to a position. */
const projected = async (client: Client, atLeast: Position): Promise<void> => {
  const answer = await client.query({ type: 'conversations', atLeast })
  if (E.isLeft(answer)) throw new Error(JSON.stringify(answer.left))
}

/** Opens every channel that somebody is in. */
const open = async (client: Client, { channels }: Group): Promise<void> => {
  await online(client)
  for (const channelId of channels)
    if (client.state().conversations.has(channelId)) await client.open(channelId)
}

it('ENGINE-13, ENGINE-14: dropped read models come back as the same rows; rows and unread counts are what the log says', async () => {
  const database = await testDatabase()
  const first = await engineOn(database.connectionString)
  const clients = names.map((name) => personAt(first.url, name))
  await Promise.all(clients.map(online))
  const group = await activity(clients, 7, 400)
  const [ada] = clients
  if (ada === undefined) throw new Error('nobody')
  const position = await lastPosition(ada, group)
  await projected(ada, position)
  expect(await wrong(first.stores)).toEqual([])
  const before = await dumpOf(first.stores)
  for (const client of clients) client.close()
  const shownBefore = personAt(first.url, 'ada')
  await open(shownBefore, group)
  shownBefore.close()
  await first.close()

  await dropReadModels(first.stores)
  const second = await engineOn(database.connectionString)
  const early = personAt(second.url, 'ada')
  await online(early)
  await projected(early, position)
  const late = personAt(second.url, 'ada')
  await open(late, group)
  expect({ ...shown(late.state()), status: '' }).toEqual({ ...shown(shownBefore.state()), status: '' })
  expect(await dumpOf(second.stores)).toEqual(before)
  expect(await wrong(second.stores)).toEqual([])
  early.close()
  late.close()
  await second.close()
  await database.drop()
})

it('ENGINE-15: two engines on the same stores: messages cross, one projects, and each goes on without the other', async () => {
  const database = await testDatabase()
  const engines = [
    await engineOn(database.connectionString),
    await engineOn(database.connectionString),
  ] as const
  const [one, other] = engines
  const [ada, bo, cy] = [personAt(one.url, 'ada'), personAt(other.url, 'bo'), personAt(other.url, 'cy')]
  const clients = [ada, bo, cy]
  await Promise.all(clients.map(online))
  const group = await activity(clients, 11, 200)
  await projected(ada, await lastPosition(ada, group))
  const states = engines.map(({ health }) => JSON.stringify(health().parts['projector']))
  expect(states.filter((state) => state.includes('"running"')).length).toBe(1)
  expect(states.filter((state) => state.includes('"standing-by"')).length).toBe(1)
  for (const [client, { url }, name] of [
    [ada, other, 'ada'],
    [bo, one, 'bo'],
  ] as const) {
    const both = await compare(client, personAt(url, name))
    expect(both.one).toEqual(both.other)
  }

  // The one that projects goes, and the other takes over.
  const [gone, left] = states[0]?.includes('"running"') === true ? [one, other] : [other, one]
  await gone.close()
  const staying = personAt(left.url, 'ada')
  await online(staying)
  const channelId = await create(staying, ['bo'])
  const sent = await staying.send({ channelId, body: text('still here') })
  expect(E.isRight(sent)).toBe(true)
  const reader = personAt(left.url, 'bo')
  await seen(reader, ({ conversations }) => conversations.get(channelId)?.unread === 1)
  expect(JSON.stringify(left.health().parts['projector'])).toContain('"running"')
  expect(await wrong(left.stores)).toEqual([])
  for (const segments of segmentsOf(await happened(left.stores)).values())
    expect(segments).toEqual(upTo(segments.length))
  for (const client of [...clients, staying, reader]) client.close()
  await left.close()
  await database.drop()
})
