import type { Watched } from '@parley/contract'
import type { ServerFrame } from '@parley/protocol'
import { expect, test, vi } from 'vitest'
import { acceptedAt } from '@parley/engine/testing'
import { type Person, sessions, settled } from './support/sessions.ts'
import { channel, user, world } from './support/world.ts'

const ada = user('ada')
const fat = 'x'.repeat(10_000)
const many = Array.from({ length: 20 }, (_, n) => channel(n + 1))

const begin = async (limits: object = {}, watching: object = {}) => {
  const here = world()
  for (const channelId of many) {
    here.join(channelId, ada)
    here.send(channelId, ada, fat)
  }
  const all = sessions({
    world: here,
    limits: { partCharacters: 25_000, slowBytes: 60_000, ...limits },
    engineLimits: { watching: { readTogether: 200_000, ...watching } },
  })
  return { here, ...all, person: await all.enter('ada') }
}
const watchedIn = (frame: ServerFrame): ReadonlyArray<Watched> =>
  frame.type === 'watched' || frame.type === 'subscribed' ? frame.channels : []
const told = ({ socket }: Person): ReadonlyArray<string> =>
  socket.frames.flatMap(watchedIn).map(({ channelId }) => channelId)
const makeSlow = ({ socket }: Person): void => {
  socket.buffered = 60_001
}
const makeRoom = ({ socket, session }: Person): void => {
  socket.buffered = 0
  session.drained()
}

test('GW-42 PROTO-12: an answer to subscribe comes in parts of so many bytes, and each channel in one of them', async () => {
  const { person } = await begin()
  const answer = await person.ask({ type: 'subscribe', channels: many.map((channelId) => ({ channelId })) })
  expect(watchedIn(answer).length).toBeGreaterThan(0)
  const parts = person.socket.frames.filter((frame) => watchedIn(frame).length > 0)
  expect(parts.length).toBeGreaterThan(5)
  for (const part of parts) expect(JSON.stringify(part).length).toBeLessThan(30_000)
  expect(told(person).toSorted()).toEqual(many.toSorted())
})

test('GW-42: what is small comes in one, in the order in which it was asked for', async () => {
  const { person } = await begin({ partCharacters: 1_000_000 })
  const requested = many.toReversed()
  const answer = await person.ask({
    type: 'subscribe',
    channels: requested.map((channelId) => ({ channelId })),
  })
  expect(watchedIn(answer).map(({ channelId }) => channelId)).toEqual(requested)
  expect(person.socket.frames.some(({ type }) => type === 'watched')).toBe(false)
})

test('GW-42: a channel is watched from the part on that tells of it, without gap or repeat', async () => {
  const { here, person } = await begin()
  let reads = 0
  here.pace = async (where) => {
    if (where !== 'snapshot') return
    reads += 1
    for (const channelId of many) if (reads % 3 === 0) here.send(channelId, ada)
    await settled()
  }
  await person.ask({ type: 'subscribe', channels: many.map((channelId) => ({ channelId })) })
  here.pace = () => Promise.resolve()
  await settled()
  const at = new Map<string, number>()
  for (const frame of person.socket.frames) {
    for (const one of watchedIn(frame)) at.set(one.channelId, one._tag === 'rejected' ? -1 : one.revision)
    if (frame.type !== 'updates') continue
    for (const { channelId, revision } of frame.updates) {
      expect(revision).toBe((at.get(channelId) ?? -2) + 1)
      at.set(channelId, revision)
    }
  }
  expect([...at.values()]).toEqual([...at.keys()].map((channelId) => here.revision(channelId as never)))
})

test('GW-43: nothing is read for a session that does not take its answers; with room again, the rest comes', async () => {
  const { here, person } = await begin()
  let reads = 0
  here.pace = (where) => {
    reads += where === 'snapshot' || where === 'query' ? 1 : 0
    return Promise.resolve()
  }
  makeSlow(person)
  const answers = [
    person.ask({ type: 'subscribe', channels: many.map((channelId) => ({ channelId })) }),
    ...Array.from({ length: 10 }, () => person.ask({ type: 'query', query: { type: 'conversations' } })),
  ]
  await settled()
  expect(reads).toBe(0)
  expect(told(person)).toEqual([])
  makeRoom(person)
  const types = (await Promise.all(answers)).map(({ type }) => type)
  expect(types).toEqual(['subscribed', ...Array.from({ length: 10 }, () => 'result')])
  expect(told(person).toSorted()).toEqual(many.toSorted())
})

test('GW-43: where it falls behind on the way, the rest of the answer waits', async () => {
  const { person } = await begin()
  person.socket.onSent = () => makeSlow(person)
  person.say({ type: 'subscribe', id: 1, channels: many.map((channelId) => ({ channelId })) })
  for (let turns = 0; turns < 10; turns += 1) await settled()
  const before = told(person).length
  expect(before).toBeGreaterThan(0)
  expect(before).toBeLessThan(many.length)
  person.socket.onSent = () => undefined
  makeRoom(person)
  await person.saw('subscribed')
  expect(told(person).toSorted()).toEqual(many.toSorted())
})

test('GW-43: nothing is held back while it waits, for the channels that were read before neither', async () => {
  const { here, person } = await begin({ partCharacters: 1_000_000 })
  let reads = 0
  here.pace = (where) => {
    if (where === 'snapshot') reads += 1
    if (where === 'snapshot' && reads === 2) makeSlow(person)
    return Promise.resolve()
  }
  person.say({ type: 'subscribe', id: 1, channels: many.map((channelId) => ({ channelId })) })
  for (let turns = 0; turns < 10; turns += 1) await settled()
  const before = told(person)
  expect(before.length).toBeGreaterThan(0)
  expect(before.length).toBeLessThan(many.length)
  // It misses what comes now, and is told so when it takes its answers again.
  const [channelId] = many
  if (channelId === undefined) throw new Error('no channel')
  here.send(channelId, ada, fat)
  await settled()
  makeRoom(person)
  expect(await person.saw('resync')).toEqual({ type: 'resync', channelIds: [channelId] })
  await person.saw('subscribed')
  expect(told(person).toSorted()).toEqual(many.toSorted())
})

test('GW-43: deltas that are too much together come one after another, and stay deltas', async () => {
  const { here, person } = await begin()
  for (const channelId of many) for (let n = 0; n < 15; n += 1) here.send(channelId, ada, fat)
  const asked: Array<number> = []
  const { readStreams } = here.log
  vi.spyOn(here.log, 'readStreams').mockImplementation((queries, most) => {
    asked.push(queries.length)
    return readStreams(queries, most)
  })
  await person.ask({ type: 'subscribe', channels: many.map((channelId) => ({ channelId, after: 1 })) })
  const watched = person.socket.frames.flatMap(watchedIn)
  expect(watched.map(({ channelId }) => channelId).toSorted()).toEqual(many.toSorted())
  for (const one of watched)
    expect(one).toMatchObject({ _tag: 'delta', revision: 16, updates: { length: 15 } })
  expect(asked[0]).toBe(20)
  expect(asked.length).toBeGreaterThan(2)
  expect(asked.length).toBeLessThan(20)
  // Those that were not read at first were held back, and are no longer until it is their turn: none is watched twice.
  here.send(many[0] ?? channel(1), ada)
  await settled()
  expect(person.revisions()).toEqual([17])
})

test('GW-43: nothing is read any more for a session that has ended', async () => {
  const { here, person } = await begin({ queriesAtOnce: 1 })
  let reads = 0
  here.pace = async (where) => {
    reads += where === 'query' ? 1 : 0
    await settled()
  }
  for (let n = 0; n < 10; n += 1) person.say({ type: 'query', id: n, query: { type: 'conversations' } })
  await settled()
  person.session.closed()
  const before = reads
  for (let turns = 0; turns < 20; turns += 1) await settled()
  expect(before).toBeLessThan(10)
  expect(reads).toBe(before)
})

test('GW-43: a few queries are read at once, and no more than may wait are taken', async () => {
  const { here, person } = await begin({ queriesAtOnce: 2, queriesUnderWay: 5 })
  let reading = 0
  let most = 0
  here.pace = async (where) => {
    if (where !== 'query') return
    reading += 1
    most = Math.max(most, reading)
    await settled()
    reading -= 1
  }
  const answers = await Promise.all(
    Array.from({ length: 7 }, () => person.ask({ type: 'query', query: { type: 'conversations' } })),
  )
  expect(answers.map(({ type }) => type).toSorted()).toEqual([
    'error',
    'error',
    ...Array.from({ length: 5 }, () => 'result'),
  ])
  expect(most).toBe(2)
})

test('GW-43: the bytes of commands under way are bounded, too', async () => {
  const { enter, commands } = sessions({ limits: { commandBytes: 500 } })
  const person = await enter('ada')
  const command = (n: number) => ({
    type: 'command',
    command: { type: 'JoinChannel', commandId: `${'j'.repeat(100)}${n}`, channelId: channel(1) },
  })
  const answers = [1, 2, 3, 4].map((n) => person.ask(command(n)))
  await settled()
  for (const { answer } of commands.asked) answer(acceptedAt(1))
  expect((await Promise.all(answers)).map(({ type }) => type)).toEqual([
    'accepted',
    'accepted',
    'error',
    'error',
  ])
  const later = person.ask(command(5))
  await settled()
  commands.asked.at(-1)?.answer(acceptedAt(2))
  expect(await later).toMatchObject({ type: 'accepted' })
})

test('GW-44: what waits for a watch that begins is bounded in bytes, and so is a frame of updates', async () => {
  const { here, person } = await begin({}, { heldCharacters: 25_000 })
  const [channelId] = many
  if (channelId === undefined) throw new Error('no channel')
  here.pace = async (where) => {
    if (where !== 'snapshot') return
    here.pace = () => Promise.resolve()
    for (let n = 0; n < 3; n += 1) here.send(channelId, ada, fat)
    await settled()
  }
  await person.ask({ type: 'subscribe', channels: [{ channelId }] })
  expect(await person.saw('resync')).toEqual({ type: 'resync', channelIds: [channelId] })
  await person.ask({ type: 'subscribe', channels: [{ channelId }] })
  here.manual = true
  for (let n = 0; n < 6; n += 1) here.send(channelId, ada, fat)
  here.publish()
  await settled()
  const frames = person.socket.frames.filter(({ type }) => type === 'updates')
  expect(frames.map((frame) => (frame.type === 'updates' ? frame.updates.length : 0))).toEqual([2, 2, 2])
})

test('GW-45: where all sockets together hold too much, those that hold most are ended, and nobody else', async () => {
  const { person, enter } = await begin({
    waitingBytes: 400_000,
    slowBytes: 200_000,
    tightBytes: 200_000,
  })
  const others = await Promise.all(Array.from({ length: 5 }, () => enter('ada')))
  const ask = (one: Person, channels: number) =>
    one.say({
      type: 'subscribe',
      id: 1,
      channels: many.slice(0, channels).map((channelId) => ({ channelId })),
    })
  // These take nothing of what they are sent.
  for (const { socket } of others) socket.keepsAll = true
  for (const [n, one] of others.entries()) {
    ask(one, n === 4 ? 20 : 4 + n)
    for (let turns = 0; turns < 20; turns += 1) await settled()
  }
  const ended = others.map(({ socket }) => socket.closed?.code)
  expect(ended).toEqual([undefined, undefined, undefined, undefined, 1006])
  const held = others.reduce(
    (sum, { socket }) => sum + (socket.closed === undefined ? socket.buffered : 0),
    0,
  )
  expect(held).toBeLessThanOrEqual(400_000)
  expect(await person.ask({ type: 'query', query: { type: 'conversations' } })).toMatchObject({
    type: 'result',
  })
})

test('GW-46: where all sockets together hold much, nothing is read for who has not taken what they have', async () => {
  const { enter, person } = await begin({ waitingBytes: 400_000, slowBytes: 300_000, tightBytes: 1_000 })
  const deaf = await enter('ada')
  deaf.socket.keepsAll = true
  await deaf.ask({ type: 'subscribe', channels: many.map((channelId) => ({ channelId })) })
  expect(deaf.socket.buffered).toBeGreaterThan(200_000)
  let answered = false
  const query = { type: 'query', query: { type: 'conversations' } }
  const answer = deaf.ask(query).finally(() => {
    answered = true
  })
  expect(await person.ask(query)).toMatchObject({ type: 'result' })
  await settled()
  expect(answered).toBe(false)
  deaf.socket.keepsAll = false
  makeRoom(deaf)
  expect(await answer).toMatchObject({ type: 'result' })
})
