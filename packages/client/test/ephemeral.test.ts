import { type FeedId, mainFeed, type MessageId } from '@parley/domain'
import { adasChannel, bob, side, text } from '@parley/domain/testing'
import type { ServerFrame } from '@parley/protocol'
import { describe, expect, it } from 'vitest'
import { type FakeServer, turn } from './support/fake-socket.ts'
import { withTea } from './support/let-in.ts'
import { facts, sent, update } from './support/tea.ts'

const thread = '00000000-0000-4000-8000-00000000000e' as MessageId
const typing = (
  isTyping: boolean,
  parentId: MessageId | null = null,
  feedId: FeedId = mainFeed,
): ServerFrame => ({
  type: 'typing',
  channelId: adasChannel,
  feedId,
  parentId,
  userId: bob,
  typing: isTyping,
})
const present: ServerFrame = { type: 'presence', channelId: adasChannel, userId: bob, online: true }

const writing = async () => {
  const parts = await withTea(1)
  parts.server.say(typing(true), typing(true, thread), present)
  const typists = () => parts.client.state().typists.get(adasChannel) ?? []
  const online = () => [...(parts.client.state().online.get(adasChannel) ?? [])]
  expect([typists().length, online().length]).toEqual([2, 1])
  return { ...parts, typists, online }
}

describe('SDK-39: who writes and who is there', () => {
  it('goes with the connection, however long it stays away', async () => {
    const { server, typists, online, client } = await writing()
    server.drop()
    expect([typists(), online()]).toEqual([[], []])
    expect(client.state().status).toBe('connecting')
  })

  it('ends with the message that was written, in its thread or outside', async () => {
    const { server, typists } = await writing()
    server.say({ type: 'updates', updates: [sent(2)] })
    expect(typists()).toEqual([{ userId: bob, feedId: mainFeed, parentId: thread }])
  })

  it('is each feed’s own: a message in one ends it there alone', async () => {
    const { server, typists } = await writing()
    server.say(typing(true, null, side), { type: 'updates', updates: [sent(2)] })
    expect(typists()).toEqual([
      { userId: bob, feedId: mainFeed, parentId: thread },
      { userId: bob, feedId: side, parentId: null },
    ])
    server.say(typing(false, null, side))
    expect(typists()).toEqual([{ userId: bob, feedId: mainFeed, parentId: thread }])
  })

  it('ends with leaving', async () => {
    const { server, typists, online } = await writing()
    const left = update(3, { type: 'MemberLeft', ...facts(3), by: bob, userId: bob, role: 'member' })
    server.say({ type: 'updates', updates: [left] })
    expect([typists(), online()]).toEqual([[], []])
  })

  it('ends by itself where the end of it never comes, and lasts while it is said on', async () => {
    const { server, clock, typists } = await writing()
    await clock.advance(10_000)
    server.say(typing(true))
    await clock.advance(5_000)
    expect(typists()).toEqual([{ userId: bob, feedId: mainFeed, parentId: null }])
    server.say({ type: 'updates', updates: [] })
    await clock.advance(10_000)
    expect(typists()).toEqual([])
  })

  it('changes nothing, and tells nobody, where it is said again', async () => {
    const { server, client } = await writing()
    const before = client.state().typists
    server.say(typing(true))
    expect(client.state().typists).toBe(before)
  })
})

describe('SDK-40: what is said of one’s own writing', () => {
  const said = (server: FakeServer) =>
    server.heard.flatMap((frame) => (frame.type === 'typing' ? [frame.typing] : []))

  it('is said now and then, however many keys are pressed, by a clock that never goes back', async () => {
    const { client, clock, server } = await withTea(1)
    for (let key = 0; key < 50; key += 1) {
      client.typing(adasChannel, null, true)
      await clock.advance(100)
    }
    expect(said(server)).toEqual([true, true])
  })

  it('is said of each feed, of the main one where none is named', async () => {
    const { client, server } = await withTea(1)
    client.typing(adasChannel, null, true)
    client.typing(adasChannel, null, true, side)
    void client.send({ channelId: adasChannel, feedId: side, body: text('hello') })
    client.typing(adasChannel, null, true, side)
    client.typing(adasChannel, null, true)
    await turn()
    const feeds = server.heard.flatMap((frame) => (frame.type === 'typing' ? [frame.feedId] : []))
    expect(feeds).toEqual([mainFeed, side, side])
  })

  it('ends with the message, and begins anew after it', async () => {
    const { client, server } = await withTea(1)
    client.typing(adasChannel, null, true)
    void client.send({ channelId: adasChannel, body: text('hello') })
    client.typing(adasChannel, null, false)
    client.typing(adasChannel, null, true)
    await turn()
    expect(said(server)).toEqual([true, true])
  })
})
