import type { ServerFrame } from '@parley/protocol'
import * as E from 'fp-ts/lib/Either.js'
import { describe, expect, it } from 'vitest'
import {
  answered,
  type Disconnected,
  openConnection,
  type Push,
  type Request,
} from '../src/connection/connection.ts'
import { type FakeServer, fakeSockets, turn } from './support/fake-socket.ts'
import { fakeClock } from './support/fake-clock.ts'
import { welcome } from './support/frames.ts'

const opening = () => {
  const { servers, openSocket } = fakeSockets()
  const pushes: Push[] = []
  const ends: Disconnected[] = []
  const clock = fakeClock()
  const opened = openConnection(
    { openSocket, url: 'ws://there', clock, timeout: 4_000 },
    { token: 'a token', latest: undefined },
    {
      onPush: (push) => pushes.push(push),
      onClosed: (end) => ends.push(end),
    },
  )
  const [server] = servers
  if (server === undefined) throw new Error('no socket was opened')
  return { server, opened, pushes, ends, clock }
}

const established = async () => {
  const parts = opening()
  parts.server.open()
  await turn()
  parts.server.say(welcome)
  const line = await parts.opened
  if (E.isLeft(line)) throw new Error(JSON.stringify(line.left))
  return { ...parts, line: line.right.connection }
}

const unsubscribed = (id: number): ServerFrame => ({ type: 'unsubscribed', id })
const ask: Request = { type: 'unsubscribe', channelIds: [] }
const resync: ServerFrame = { type: 'resync', channelIds: [] }

describe('SDK-14: a line is one connection', () => {
  it('says who is there first, with the version, and waits for the answer', async () => {
    const { server, opened } = opening()
    server.open()
    await turn()
    expect(server.heard).toEqual([{ type: 'authenticate', id: 1, version: 1, token: 'a token' }])
    server.say(welcome)
    expect(await opened).toMatchObject({ _tag: 'Right', right: { welcome: { userId: 'ada' } } })
  })

  it('gives each answer to what it answers, in whatever order, and pushes in theirs', async () => {
    const { server, line, pushes } = await established()
    const answers = [answered(line, ask), answered(line, ask)]
    const [, first, second] = server.heard.map((frame) => ('id' in frame ? frame.id : 0))
    server.say(resync, unsubscribed(second ?? 0), { ...resync, channelIds: [] })
    server.say(unsubscribed(first ?? 0))
    expect(await Promise.all(answers)).toEqual([E.right(unsubscribed(2)), E.right(unsubscribed(3))])
    expect(pushes).toEqual([resync, resync])
  })

  it('SDK-3: hands an answer over before it takes in what follows upon it in one message', async () => {
    const { server, line, pushes } = await established()
    const seen: number[] = []
    line.request(ask, () => seen.push(pushes.length))
    server.say(resync, unsubscribed(2), resync)
    expect(seen).toEqual([1])
    expect(pushes).toHaveLength(2)
  })

  it('ends all that waits when it is lost, and says so once', async () => {
    const { server, line, ends } = await established()
    const waiting = answered(line, ask)
    server.drop(1001, 'going away')
    server.drop()
    const lost = { _tag: 'Disconnected', reason: 'going away' }
    expect(await waiting).toEqual(E.left(lost))
    expect(await answered(line, ask)).toEqual(E.left(lost))
    expect(ends).toEqual([lost])
  })

  it('goes on where a later server says what it does not know', async () => {
    const { server, line, ends } = await established()
    const waiting = answered(line, ask)
    server.sayText('{"type":"news"}')
    server.say(unsubscribed(2))
    expect(await waiting).toMatchObject({ _tag: 'Right' })
    expect(ends).toEqual([])
  })

  it.each(['{', '{"type":"updates"}', '[{"type":"resync"}]'])(
    'ends where it cannot read: %s',
    async (text) => {
      const { server, line, ends } = await established()
      server.sayText(text)
      expect(server.isClosed()).toBe(true)
      expect(ends).toHaveLength(1)
      expect(await answered(line, ask)).toMatchObject({ _tag: 'Left' })
    },
  )

  it.each([
    ['before it opens', async (server: FakeServer) => server.drop()],
    [
      'before it is let in',
      async (server: FakeServer) => {
        server.open()
        await turn()
        server.drop()
      },
    ],
  ])('lost %s, it is no line, and there is no end to tell of', async (_, lose) => {
    const { server, opened, ends } = opening()
    await lose(server)
    expect(await opened).toMatchObject({ _tag: 'Left', left: { _tag: 'Disconnected' } })
    expect(ends).toEqual([])
  })

  it('SDK-13: what the server does not take is given back with its reason', async () => {
    const { server, opened } = opening()
    server.open()
    await turn()
    const error = { _tag: 'AuthenticationFailed', reason: 'it ran out' } as const
    server.say({ type: 'error', id: 1, error })
    expect(await opened).toEqual(E.left(error))
    expect(server.isClosed()).toBe(true)
  })
})
