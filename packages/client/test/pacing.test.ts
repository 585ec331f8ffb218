import type { ChannelId, MessageId } from '@parley/domain'
import { conversationIdOf } from '@parley/domain'
import { acme, ada, adasChannel, commandId, text, userId } from '@parley/domain/testing'
import type { ProtocolError } from '@parley/protocol'
import { maxFrameBytes } from '@parley/protocol'
import { describe, expect, it } from 'vitest'
import { type FakeServer, turn } from './support/fake-socket.ts'
import { accepted } from './support/frames.ts'
import { withNothing, withTea } from './support/let-in.ts'

/** What was asked of a kind and has no answer. */
const open = (server: FakeServer, answered: ReadonlySet<number>, type: 'query' | 'subscribe' | 'command') =>
  server.heard.filter((frame) => frame.type === type && !answered.has(frame.id))

const idOf = (frame: object | undefined): number =>
  frame !== undefined && 'id' in frame && typeof frame.id === 'number' ? frame.id : -1
const channel = (n: number): ChannelId => conversationIdOf(acme, ada, userId(`somebody ${n}`))
const thread = (n: number): MessageId => channel(n) as string as MessageId

describe('SDK-41: the server’s limits are kept', () => {
  it('100 channels opened at once are not more subscribes than it takes, and all get there', async () => {
    const { client, server, clock } = await withTea(1)
    const answered = new Set(server.heard.map(idOf))
    for (let n = 0; n < 100; n += 1) void client.open(channel(n))
    await turn()
    let most = 0
    for (let round = 0; round < 200; round += 1) {
      const waiting = open(server, answered, 'subscribe')
      if (waiting.length === 0) break
      most = Math.max(most, waiting.length)
      const [first] = waiting
      if (first?.type !== 'subscribe') break
      answered.add(first.id)
      const rejection = { _tag: 'ChannelNotFound' } as const
      server.say({
        type: 'subscribed',
        id: first.id,
        channels: first.channels.map(({ channelId }) => ({ _tag: 'rejected', channelId, rejection })),
      })
      await turn()
    }
    await clock.advance(0)
    expect(most).toBeLessThanOrEqual(16)
    expect(client.state()).toMatchObject({ status: 'online' })
    expect(client.state().timelines.size).toBe(0)
  })

  it('60 questions of the program are not more than it takes; `Overloaded` is waited out, in their order', async () => {
    const { client, server, clock } = await withNothing()
    const answered = new Set(server.heard.map(idOf))
    const answers = Array.from({ length: 60 }, (_, n) =>
      client.query({ type: 'thread', channelId: adasChannel, parentId: thread(n) }),
    )
    await turn()
    const first = open(server, answered, 'query')
    expect(first.length).toBeLessThanOrEqual(32)
    const error: ProtocolError = { _tag: 'Overloaded', retryAfter: 700 }
    for (const frame of first) {
      answered.add(idOf(frame))
      server.say({ type: 'error', id: idOf(frame), error })
    }
    await turn()
    expect(open(server, answered, 'query')).toEqual([])
    await clock.advance(699)
    expect(open(server, answered, 'query')).toEqual([])
    await clock.advance(300)
    const again = open(server, answered, 'query')
    expect(again.length).toBeLessThan(first.length)
    expect(again[0]).toMatchObject({ query: { parentId: thread(0) } })
    for (let round = 0; round < 100; round += 1) {
      const [one] = open(server, answered, 'query')
      if (one === undefined) break
      answered.add(idOf(one))
      server.say({ type: 'rejected', id: idOf(one), rejection: { _tag: 'ChannelNotFound' } })
      await turn()
    }
    expect(new Set((await Promise.all(answers)).map(({ _tag }) => _tag))).toEqual(new Set(['Left']))
    expect(client.state().status).toBe('online')
  })

  it('the program is told of an outage at once, and the SDK waits its own questions out', async () => {
    const { client, server, clock } = await withTea(1)
    const asking = client.query({ type: 'members', channelId: adasChannel })
    const error: ProtocolError = { _tag: 'Unavailable' }
    server.say({ type: 'error', id: idOf(server.heard.at(-1)), error })
    expect(await asking).toMatchObject({ left: { error } })
    server.say({ type: 'resync', channelIds: [adasChannel] })
    await turn()
    const count = server.heard.length
    for (const frame of server.heard.slice(-2)) server.say({ type: 'error', id: idOf(frame), error })
    await clock.advance(1_000)
    expect(new Set(server.heard.slice(count).map(({ type }) => type))).toEqual(
      new Set(['query', 'subscribe']),
    )
    expect(client.state().status).toBe('online')
  })

  it('commands that were asked too fast go more slowly, in their order', async () => {
    const { client, server, clock } = await withNothing()
    const answers = Array.from({ length: 20 }, (_, n) =>
      client.send({ channelId: adasChannel, body: text(`${n}`), clientMessageId: commandId(`${n}`) }),
    )
    const first = server.heard.filter(({ type }) => type === 'command')
    for (const [n, frame] of first.entries())
      server.say(
        n < 5
          ? accepted(idOf(frame))
          : { type: 'error', id: idOf(frame), error: { _tag: 'RateLimited', retryAfter: 50 } },
      )
    await clock.advance(1_000)
    const all = server.heard.filter(({ type }) => type === 'command')
    const names = all.flatMap((frame) =>
      frame.type === 'command' && frame.command.type === 'SendMessage' ? [frame.command.clientMessageId] : [],
    )
    expect(names.slice(20)).toEqual(names.slice(5, 20))
    for (const frame of all.slice(20)) server.say(accepted(idOf(frame)))
    expect((await Promise.all(answers)).every(({ _tag }) => _tag === 'Right')).toBe(true)
  })
})

describe('SDK-42: what the server could not read', () => {
  it('is answered here, and nothing behind it waits', async () => {
    const { client, server } = await withNothing()
    const long = Array.from({ length: 40_000 }, (_, n) => userId(`person ${n}`))
    const answer = await client.command({
      type: 'CreateChannel',
      channelType: 'private',
      name: 'many' as never,
      description: '' as never,
      members: long,
    })
    expect(answer).toMatchObject({ left: { error: { _tag: 'FrameTooLarge', most: maxFrameBytes } } })
    expect(server.heard.filter(({ type }) => type === 'command')).toEqual([])
    const query = client.query({ type: 'browse', search: '€'.repeat(60_000) })
    expect(await query).toMatchObject({ left: { error: { _tag: 'FrameTooLarge' } } })
    expect(client.state().status).toBe('online')
  })
})
