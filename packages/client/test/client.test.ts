import { adasChannel, at, commandId, text } from '@parley/domain/testing'
import type { Watched } from '@parley/contract'
import type { ProtocolError } from '@parley/protocol'
import * as E from 'fp-ts/lib/Either.js'
import { describe, expect, it, onTestFinished } from 'vitest'
import { connect } from '../src/client.ts'
import { backoff } from '../src/connection/backoff.ts'
import { type FakeServer, fakeSockets, often, serverOf, turn } from './support/fake-socket.ts'
import { accepted, nothingYet, welcome } from './support/frames.ts'
import { conversationOf, position } from './support/tea.ts'

const idOf = (frame: object | undefined): number =>
  frame !== undefined && 'id' in frame && typeof frame.id === 'number' ? frame.id : -1

const connecting = (token: () => Promise<string> | string = () => 'a token') => {
  const { servers, openSocket } = fakeSockets()
  const client = connect({ url: 'ws://there', token, openSocket, wait: () => 0 })
  onTestFinished(client.close)
  /** Lets the client in over its next connection. */
  const letIn = async (count: number, known = true, messages?: number): Promise<FakeServer> => {
    const server = await serverOf(servers, count)
    server.open()
    await turn()
    server.say({ ...welcome, known })
    await turn()
    if (messages === undefined) server.say(nothingYet(idOf(server.heard[1])))
    else await tea(server, messages)
    await turn()
    return server
  }
  return { servers, client, letIn }
}

/** The conversation list is Ada's channel with so many messages, and nothing has happened in it since. */
const tea = async (server: FakeServer, messages: number): Promise<void> => {
  const conversations = [conversationOf(messages)]
  const result = { type: 'conversations', conversations, more: false } as const
  server.say({ type: 'result', id: idOf(server.heard[1]), position: position(1 + messages), result })
  await turn()
  const { revision } = conversationOf(messages).channel
  const begun: Watched = { _tag: 'delta', channelId: adasChannel, revision, updates: [], online: [] }
  server.say({ type: 'subscribed', id: idOf(server.heard[2]), channels: [begun] })
}
/** What a client says that it has seen. */
const latest = ({ heard: [frame] }: FakeServer) => (frame?.type === 'authenticate' ? frame.latest : undefined)

const hello = (name: string) => ({
  channelId: adasChannel,
  body: text(name),
  clientMessageId: commandId(name),
})
const names = (server: FakeServer) =>
  server.heard.flatMap((frame) =>
    frame.type === 'command' && frame.command.type === 'SendMessage' ? [frame.command.clientMessageId] : [],
  )
const lastId = (server: FakeServer): number => idOf(server.heard.at(-1))

describe('SDK-8, SDK-9: commands', () => {
  it('that have no answer when the connection is lost go out again on the next, in their order', async () => {
    const { client, letIn } = connecting()
    const first = await letIn(0)
    const answers = ['one', 'two', 'three'].map((name) => client.send(hello(name)))
    expect(names(first)).toEqual(['one', 'two', 'three'])
    first.say(accepted(idOf(first.heard[3])))
    expect(await answers[1]).toMatchObject({ _tag: 'Right' })
    first.drop()
    const meanwhile = client.send(hello('four'))
    const second = await letIn(1)
    expect(names(second)).toEqual(['one', 'three', 'four'])
    for (const frame of second.heard.slice(2)) second.say(accepted(idOf(frame)))
    expect((await Promise.all([...answers, meanwhile])).every(E.isRight)).toBe(true)
  })

  it('are sent 500 at once, so that none is turned down and overtaken', async () => {
    const { client, letIn } = connecting()
    const server = await letIn(0)
    const all = Array.from({ length: 502 }, (_, n) => `message ${n}`)
    const answers = all.map((name) => client.send(hello(name)))
    expect(names(server)).toEqual(all.slice(0, 500))
    server.say(accepted(idOf(server.heard[2])))
    await answers[0]
    await turn()
    expect(names(server)).toEqual(all.slice(0, 501))
    server.drop()
    expect(names(await letIn(1))).toEqual(all.slice(1, 501))
  })

  it('SDK-80: that were accepted by a log that is gone, and have not come back, go out again under their names', async () => {
    const { client, letIn } = connecting()
    const first = await letIn(0, true, 8)
    const answer = client.send(hello('one'))
    first.say(accepted(lastId(first), 50))
    await answer
    first.drop()
    const second = await letIn(1, true, 8)
    expect(latest(second)).toMatchObject({ channelId: adasChannel, revision: 9, position: 9, at: at(0) })
    expect(names(second)).toEqual([])
    expect(client.state().pending).toMatchObject([{ clientMessageId: 'one', acceptedAt: null }])
    second.drop()
    const third = await letIn(2, false, 3)
    expect(names(third)).toEqual(['one'])
    expect(client.state().pending).toMatchObject([{ clientMessageId: 'one', acceptedAt: null }])
    expect(client.state().conversations.get(adasChannel)?.channel.revision).toBe(4)
    third.say(accepted(lastId(third), 7))
    await turn()
    expect(client.state().pending).toMatchObject([{ clientMessageId: 'one', acceptedAt: 7 }])
  })

  it('under one name are one', async () => {
    const { client, letIn } = connecting()
    const server = await letIn(0)
    const answers = [client.send(hello('one')), client.send(hello('one'))]
    server.say(accepted(lastId(server)), accepted(lastId(server)))
    expect(await Promise.all(answers)).toMatchObject([{ _tag: 'Right' }, { _tag: 'Right' }])
    expect(client.state().pending).toEqual([])
  })

  const passing: ReadonlyArray<ProtocolError> = [
    { _tag: 'Unavailable' },
    { _tag: 'InDoubt' },
    { _tag: 'Overloaded', retryAfter: 20 },
    { _tag: 'RateLimited', retryAfter: 20 },
  ]
  it.each(passing)('are sent again after $_tag', async (error) => {
    const { client, letIn } = connecting()
    const server = await letIn(0)
    const answer = client.send(hello('one'))
    server.say({ type: 'error', id: lastId(server), error })
    await expect.poll(() => names(server), often).toEqual(['one', 'one'])
    server.say(accepted(lastId(server)))
    expect(await answer).toMatchObject({ _tag: 'Right' })
  })

  it('that are turned down are not, and the message stays with the reason until it is discarded', async () => {
    const { client, letIn } = connecting()
    const server = await letIn(0)
    const answer = client.send(hello('one'))
    const rejection = { _tag: 'ChannelNotFound' } as const
    server.say({ type: 'rejected', id: lastId(server), rejection })
    expect(await answer).toEqual(E.left({ _tag: 'Rejected', rejection }))
    expect(client.state().pending).toMatchObject([{ clientMessageId: 'one', failure: rejection }])
    client.discard(commandId('one'))
    expect(client.state().pending).toEqual([])
  })

  it('SDK-11: that wait when it is closed are answered, as are those after it', async () => {
    const { client, letIn } = connecting()
    await letIn(0)
    const waiting = client.send(hello('one'))
    client.close()
    expect(await waiting).toEqual(E.left({ _tag: 'Closed' }))
    expect(await client.command({ type: 'JoinChannel', channelId: adasChannel })).toEqual(
      E.left({ _tag: 'Closed' }),
    )
  })
})

describe('SDK-12, SDK-13: connections', () => {
  it('are tried again, with a new token, when they are lost', async () => {
    let tokens = 0
    const { client, letIn } = connecting(() => `token ${(tokens += 1)}`)
    const first = await letIn(0)
    expect(client.state().status).toBe('online')
    first.drop(4401, 'ran out')
    expect(client.state().status).toBe('connecting')
    const second = await letIn(1)
    expect(second.heard[0]).toMatchObject({ token: 'token 2' })
    expect(client.state().status).toBe('online')
  })

  it('are tried again where a token could not be had', async () => {
    let tries = 0
    const { client, letIn } = connecting(async () => {
      tries += 1
      if (tries < 3) throw new Error('nobody answers')
      return 'a token'
    })
    await letIn(0)
    expect({ tries, status: client.state().status }).toEqual({ tries: 3, status: 'online' })
  })

  it('are not tried again where the token is not taken', async () => {
    const { client, servers } = connecting()
    const server = await serverOf(servers, 0)
    server.open()
    await turn()
    const error = { _tag: 'AuthenticationFailed', reason: 'not yours' } as const
    server.say({ type: 'error', id: 1, error })
    await turn()
    expect(client.state()).toMatchObject({ status: 'denied', denial: error })
    await turn()
    expect(servers).toHaveLength(1)
  })

  it('are waited for longer and longer, up to ten seconds, of which up to half is taken off', () => {
    const longest = [0, 1, 2, 3, 10, 1_000].map((failures) => backoff(failures, () => 1))
    expect(longest).toEqual([250, 500, 1_000, 2_000, 10_000, 10_000])
    expect(backoff(3, () => 0)).toBe(1_000)
  })
})
