import { type ChannelEvent, mainFeed, messageIdOf } from '@parley/domain'
import { acme, ada, adasChannel, bob, commandId, segment, text } from '@parley/domain/testing'
import { describe, expect, it } from 'vitest'
import type { ClientEvents } from '../src/telling.ts'
import { turn } from './support/fake-socket.ts'
import {
  asked,
  catchUpTea,
  letIn,
  letInAgain,
  listTea,
  showTea,
  started,
  withNothing,
  withTea,
} from './support/let-in.ts'
import { conversationOf, facts, own, position, revision, sent, update } from './support/tea.ts'

const hello = (name: string) => ({
  channelId: adasChannel,
  body: text(name),
  clientMessageId: commandId(name),
})

describe('SDK-31: listeners', () => {
  it('are told after the turn, once for all that happened in it', async () => {
    const { client } = await withNothing()
    await turn()
    let calls = 0
    client.subscribe(() => (calls += 1))
    for (const name of ['one', 'two', 'three']) void client.send(hello(name))
    expect({ calls, pending: client.state().pending.length }).toEqual({ calls: 0, pending: 3 })
    await turn()
    expect(calls).toBe(1)
  })

  it('may send from inside, each time, without end, and nothing else waits for them', async () => {
    const { client, server } = await withNothing()
    let count = 0
    const leave = client.subscribe(() => void client.send(hello(`message ${(count += 1)}`)))
    void client.send(hello('the first'))
    while (count < 20) await turn()
    leave()
    server.say({ type: 'updates', updates: [] })
    await turn()
    expect(client.state().pending.length).toBeGreaterThanOrEqual(20)
  })

  it('that throw, or reject, stop no other, and are reported', async () => {
    const errors: unknown[] = []
    const { client } = await withNothing({
      onError: (error) => {
        errors.push(error)
        throw new Error('and so does the report')
      },
    })
    let told = 0
    client.subscribe(() => {
      throw new Error('no')
    })
    const rejecting = (): Promise<never> => Promise.reject(new Error('later no'))
    client.subscribe(rejecting)
    client.subscribe(() => (told += 1))
    void client.send(hello('one'))
    await turn()
    expect(told).toBe(1)
    expect(errors.map(String)).toEqual(['Error: no', 'Error: later no'])
  })

  it('that have left are not told, nor those twice who listen once', async () => {
    const { client } = await withNothing()
    let told = 0
    const listener = (): void => void (told += 1)
    const leave = client.subscribe(listener)
    client.subscribe(listener)
    leave()
    leave()
    void client.send(hello('one'))
    await turn()
    expect(told).toBe(1)
  })
})

describe('SDK-32: a message that comes', () => {
  const listening = async (messages: number) => {
    const parts = await letIn()
    const came: number[] = []
    parts.client.on('message', ({ message }) => came.push(message.segment))
    await showTea(parts.server, messages)
    return { ...parts, came }
  }

  it('is told of once, by whichever way, and what was there before is not', async () => {
    const { server, came } = await listening(2)
    server.say({ type: 'updates', updates: [sent(3)] })
    server.say({ type: 'updates', updates: [sent(3), sent(4)] })
    await turn()
    expect(came).toEqual([3, 4])
  })

  it('while one was away is told of when the channel is watched again, in order', async () => {
    const { came, ...parts } = await listening(1)
    parts.server.say({ type: 'updates', updates: [sent(2)] })
    parts.server.drop()
    const next = await letInAgain(parts, 1)
    expect(next.heard.at(-1)).toMatchObject({ channels: [{ channelId: adasChannel, after: 3 }] })
    await catchUpTea(next, 4, [sent(3), sent(4)])
    await listTea(next, 4)
    expect(came).toEqual([2, 3, 4])
  })

  it('in a conversation that somebody has just opened is told of', async () => {
    const { server, client } = await withNothing()
    const came: boolean[] = []
    client.on('message', ({ mine }) => came.push(mine))
    const view = conversationOf(1)
    const joined = update(1, {
      type: 'MemberJoined',
      ...facts(1),
      by: bob,
      userId: client.state().me?.userId ?? bob,
      role: 'owner',
      segments: { [mainFeed]: view.joinedSegment },
    })
    server.say({ type: 'updates', updates: [{ ...joined, position: position(2) }] })
    await turn()
    server.say({
      type: 'result',
      id: asked(server, 'conversation'),
      position: position(2),
      result: {
        type: 'conversation',
        conversation: view,
      },
    })
    await turn()
    expect(server.heard.at(-1)).toMatchObject({ channels: [{ channelId: adasChannel, after: 0 }] })
    await catchUpTea(server, 1, [sent(1)])
    expect(came).toEqual([false])
  })
})

describe('SDK-120: what changed', () => {
  const listening = async () => {
    const parts = await withTea(2)
    const told: Array<ClientEvents['changed']> = []
    parts.client.on('changed', (changed) => told.push(changed))
    return { ...parts, told }
  }
  const messageId = messageIdOf(acme, adasChannel, bob, commandId('c1'))

  it('is told of with each update of a channel, row by row', async () => {
    const { server, told } = await listening()
    const one = { ...facts(3), by: bob, messageId, feedId: mainFeed, segment: segment(1), parentId: null }
    const events: ReadonlyArray<ChannelEvent> = [
      { type: 'MessagePinned', ...one, senderId: bob },
      { type: 'MessageEdited', ...one, senderId: bob, body: text('another') },
    ]
    const updates = events.map((event, n) => update(4 + n, event))
    const read = own(6, {
      type: 'ReadMarked',
      ...facts(6),
      userId: ada,
      feedId: mainFeed,
      segment: segment(1),
    })
    server.say({ type: 'updates', updates: [...updates, read] })
    await turn()
    expect(told).toEqual(updates.map(({ cause, changes }) => ({ channelId: adasChannel, cause, changes })))
    expect(told.map(({ changes }) => changes?.map(({ row }) => row))).toEqual([['pin'], ['message']])
  })

  it('before a watch that begins with a snapshot is not known', async () => {
    const { server, told } = await listening()
    server.say({ type: 'resync', channelIds: [adasChannel] })
    await turn()
    expect(told).toEqual([])
    server.say({
      type: 'subscribed',
      id: asked(server, 'subscribe'),
      channels: [
        {
          _tag: 'snapshot',
          channelId: adasChannel,
          revision: revision(5),
          conversation: conversationOf(4),
          messages: [],
          more: false,
          online: [],
        },
      ],
    })
    await turn()
    expect(told).toEqual([{ channelId: adasChannel, cause: null, changes: null }])
  })
})

describe('SDK-33: the connection', () => {
  it('is told of with its reason, and when another is tried', async () => {
    const { server, client, clock } = await withTea(1)
    const told: unknown[] = []
    client.on('connection', (connection) => told.push(connection))
    await clock.advance(7_000)
    server.say({ type: 'updates', updates: [] })
    server.drop(1001, 'going away')
    await turn()
    const expected = {
      status: 'connecting',
      reason: { _tag: 'Disconnected', reason: 'going away' },
      since: clock.now(),
      nextTryAt: clock.now() + 100,
    }
    expect(told).toEqual([expected])
    expect(client.state().connection).toEqual(expected)
  })

  it('says why there never was one', async () => {
    const { client } = started({
      openSocket: () => {
        throw new SyntaxError('no address')
      },
    })
    await turn()
    expect(client.state().connection).toMatchObject({ reason: { _tag: 'NoSocket', message: 'no address' } })
  })
})
