import { connect } from 'node:net'
import type { ServerFrame } from '@parley/protocol'
import { afterEach, expect, test } from 'vitest'
import { issueDevelopmentToken } from '@parley/auth'
import { fakeClock, quiet } from '@parley/runtime/testing'
import { acceptedAt, fakeCommands } from '@parley/engine/testing'
import { type Connection, secret, serve, type Served, type ServeOptions } from './support/serve.ts'
import { channel, user, type World, world } from './support/world.ts'
import { certain, TenantId } from '@parley/domain'
import { tenantId } from './support/world.ts'

const channelId = channel(1)
let served: Served | undefined

afterEach(async () => {
  await served?.stop()
  served = undefined
})

const begin = async (options: ServeOptions = {}): Promise<{ here: World; server: Served }> => {
  const here = world()
  for (const name of ['ada', 'bob']) here.join(channelId, user(name))
  const server = await serve(here, options)
  served = server
  return { here, server }
}
const watching = async (server: Served, name: string): Promise<Connection> => {
  const connection = await server.enter(name)
  await connection.ask({ type: 'subscribe', channels: [{ channelId }] })
  return connection
}
const revisions = (frames: ReadonlyArray<ServerFrame>): ReadonlyArray<number> =>
  frames.flatMap((frame) => (frame.type === 'updates' ? frame.updates.map(({ revision }) => revision) : []))

test('GW-15: over real sockets, what happens reaches everyone who watches', async () => {
  const { here, server } = await begin()
  const [ada, bob] = [await watching(server, 'ada'), await watching(server, 'bob')]
  for (let n = 0; n < 200; n += 1) here.send(channelId, user('ada'), `message ${n} “🦜”`)
  for (const one of [ada, bob]) {
    await one.until((frames) => revisions(frames).at(-1) === 201)
    expect(revisions(one.frames)).toEqual(Array.from({ length: 200 }, (_, n) => n + 2))
  }
  expect(server.gateway.stats()).toEqual({ sessions: 2, people: 2, rooms: 1, watches: 2, position: 202 })
})

test('GW-4: over real sockets, bad frames get their errors, and the session goes on', async () => {
  const { server } = await begin({ limits: { messageBytes: 300_000 } })
  const ada = await server.enter('ada')
  ada.say('x'.repeat(200_000))
  ada.say(Buffer.from([0, 1, 2]))
  ada.say('nonsense')
  ada.say({ type: 'command', id: 9, command: { type: 'Explode' } })
  expect(await ada.ask({ type: 'query', query: { type: 'conversations' } })).toMatchObject({ type: 'result' })
  expect(ada.frames.flatMap((frame) => (frame.type === 'error' ? [frame.error._tag] : []))).toEqual([
    'FrameTooLarge',
    'NotText',
    'NotJson',
    'BadFrame',
  ])
})

test('GW-4: a message beyond all measure ends its connection, and no other', async () => {
  const { server } = await begin()
  const [ada, bob] = [await server.enter('ada'), await server.enter('bob')]
  ada.say('x'.repeat(1024 * 1024 + 1))
  expect((await ada.closed).code).toBe(1009)
  expect(await bob.ask({ type: 'query', query: { type: 'conversations' } })).toMatchObject({ type: 'result' })
})

test('GW-4: nor does a text that is no UTF-8, or a broken frame of WebSocket’s', async () => {
  const { server } = await begin()
  const [ada, bob] = [await server.connect(), await server.enter('bob')]
  ada.ws.send(Buffer.from([0xff, 0xfe]), { binary: false })
  expect((await ada.closed).code).toBe(1007)
  const raw = connect(server.port, '127.0.0.1')
  raw.write(
    'GET /ws HTTP/1.1\r\nHost: localhost\r\nConnection: Upgrade\r\nUpgrade: websocket\r\n' +
      'Sec-WebSocket-Version: 13\r\nSec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\n\r\n',
  )
  await new Promise((resolve) => raw.once('data', resolve))
  raw.resume()
  raw.write(Buffer.from([0xff, 0xff, 0xff, 0xff, 0xff, 0xff]))
  await new Promise((resolve) => raw.once('close', resolve))
  expect(await bob.ask({ type: 'query', query: { type: 'conversations' } })).toMatchObject({ type: 'result' })
})

test('GW-19: a real socket that is not read from is told what it missed, and holds up nobody', async () => {
  const { here, server } = await begin({ limits: { slowBytes: 100_000 } })
  const [ada, bob] = [await watching(server, 'ada'), await watching(server, 'bob')]
  ada.ws.pause()
  const text = 'x'.repeat(10_000)
  // So much that the buffers of both sides' systems are full.
  const count = 2_000
  for (let n = 0; n < count; n += 1) {
    here.send(channelId, user('bob'), text)
    if (n % 50 === 49) await bob.until((frames) => revisions(frames).at(-1) === n + 2)
  }
  ada.ws.resume()
  await ada.until((frames) => frames.some(({ type }) => type === 'resync'))
  const seen = revisions(ada.frames)
  expect(seen.length).toBeLessThan(count)
  expect(seen).toEqual(Array.from({ length: seen.length }, (_, n) => n + 2))
  expect(await ada.ask({ type: 'subscribe', channels: [{ channelId, after: seen.at(-1) }] })).toMatchObject({
    channels: [{ revision: count + 1 }],
  })
})

test('GW-27: nothing crosses tenants, though people and channels have the same names', async () => {
  const { here, server } = await begin()
  const ada = await watching(server, 'ada')
  const stranger = await server.connect()
  const token = await issueDevelopmentToken(secret, {
    tenantId: certain(TenantId, 'acme'),
    userId: user('ada'),
  })
  await stranger.ask({ type: 'authenticate', version: 1, token })
  await stranger.ask({ type: 'subscribe', channels: [{ channelId, presence: true, after: 1 }] })
  await watching(server, 'bob')
  ada.say({ type: 'typing', channelId, parentId: null, typing: true })
  here.send(channelId, user('bob'))
  here.read(channelId, user('ada'))
  await ada.until((frames) => revisions(frames).length === 2)
  await stranger.ask({ type: 'query', query: { type: 'conversations' } })
  const told = stranger.frames.filter(
    (frame) =>
      frame.type === 'updates' ||
      frame.type === 'typing' ||
      (frame.type === 'presence' && frame.userId !== 'ada'),
  )
  expect(told).toEqual([])
  expect(stranger.frames[1]).toMatchObject({ channels: [{ online: ['ada'] }] })
})

test('GW-23: a connection that answers no ping is ended, and one that does is not', async () => {
  const clock = fakeClock()
  const { server } = await begin({ clock })
  const token = await issueDevelopmentToken(secret, { tenantId, userId: user('ada') })
  const [dead, alive] = [await server.connect(), await server.connect()]
  for (const one of [dead, alive]) await one.ask({ type: 'authenticate', version: 1, token })
  dead.ws.pause()
  const pinged = new Promise((resolve) => alive.ws.once('ping', resolve))
  clock.advance(30_000)
  await pinged
  await alive.ask({ type: 'query', query: { type: 'conversations' } })
  clock.advance(30_000)
  dead.ws.resume()
  expect((await dead.closed).code).toBe(1006)
  expect(await alive.ask({ type: 'query', query: { type: 'conversations' } })).toMatchObject({
    type: 'result',
  })
})

test('GW-24: closing answers what is under way, says goodbye, and takes nobody in any more', async () => {
  const commands = fakeCommands()
  const { server } = await begin({ commands })
  const ada = await server.enter('ada')
  const answer = ada.ask({ type: 'command', command: { type: 'JoinChannel', commandId: 'j', channelId } })
  await ada.ask({ type: 'query', query: { type: 'conversations' } })
  const closed = server.gateway.close()
  expect(await server.refused({})).toBe(503)
  commands.asked[0]?.answer(acceptedAt(3))
  expect(await answer).toMatchObject({ type: 'accepted', position: 3 })
  expect(await ada.closed).toEqual({ code: 1001, reason: 'the server is going away' })
  await closed
  expect(server.gateway.stats().sessions).toBe(0)
})

test('GW-24: closing does not wait for ever for who does not say goodbye', async () => {
  const clock = fakeClock()
  const { server } = await begin({ clock })
  const ada = await server.connect()
  ada.ws.pause()
  const closed = server.gateway.close()
  await new Promise((resolve) => setImmediate(resolve))
  clock.advance(5_000)
  await closed
  expect(server.gateway.stats().sessions).toBe(0)
})

test('GW-24: one that is closed before it came to anything is closed', async () => {
  const { server } = await begin()
  await server.gateway.close()
  expect(server.gateway.stats()).toMatchObject({ sessions: 0 })
})

test('GW-25: only its path is served, only pages of the same host come in, and only so many at once', async () => {
  const { server } = await begin({ limits: { sessions: 1 } })
  const own = `http://127.0.0.1:${server.port}`
  expect(await server.refused({ path: '/other' })).toBe(404)
  expect(await server.refused({ origin: 'https://evil.example' })).toBe(403)
  expect(await server.refused({ origin: 'null' })).toBe(403)
  expect(await server.refused({ origin: `http://127.0.0.1:${server.port + 1}` })).toBe(403)
  const ada = await server.connect({ origin: own, path: '/ws?x=1' })
  expect(await server.refused({ origin: own })).toBe(503)
  ada.ws.close()
  await ada.closed
})

test('GW-25: other pages come in where they are named', async () => {
  const { server } = await begin({ origins: ['https://chat.example'] })
  const ada = await server.connect({ origin: 'https://chat.example' })
  expect(ada.ws.readyState).toBe(ada.ws.OPEN)
  expect(await server.refused({ origin: `http://127.0.0.1:${server.port}` })).toBe(403)
})

test('GW-86: the operator is told once of clients that have seen what the log does not have', async () => {
  const told: Array<unknown> = []
  const { server } = await begin({ log: { ...quiet, warn: (line: unknown) => void told.push(line) } })
  const token = await issueDevelopmentToken(secret, { tenantId, userId: user('ada') })
  const latest = { channelId, revision: 50, position: 90, at: '2026-03-01T12:00:00.000Z' }
  for (let n = 0; n < 3; n += 1) {
    const one = await server.connect()
    expect(await one.ask({ type: 'authenticate', version: 1, token, latest })).toMatchObject({ known: false })
  }
  expect(told).toEqual([expect.stringMatching(/cut off or deleted.*restored from an older backup/)])
})

test('PROTO-61: the operator is told once of clients whose versions are none of the server’s', async () => {
  const said: Array<unknown> = []
  const { server } = await begin({ log: { ...quiet, warn: (line: unknown) => void said.push(line) } })
  for (const version of [2, 3, { from: 4, to: 5 }]) {
    const one = await server.connect()
    expect(await one.ask({ type: 'authenticate', version, token: '' })).toMatchObject({
      error: { _tag: 'UnsupportedVersion' },
    })
  }
  expect(said).toEqual([
    'a client was turned away: the server speaks version 1 and the client version 2: update the server, or use an earlier client. It is not said again of others.',
  ])
})
