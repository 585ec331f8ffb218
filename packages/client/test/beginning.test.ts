import type { ConversationView, MessageView } from '@parley/contract'
import type { ServerFrame } from '@parley/protocol'
import { maxPage } from '@parley/contract'
import { conversationIdOf } from '@parley/domain'
import { acme, ada, adasChannel, userId } from '@parley/domain/testing'
import { describe, expect, it } from 'vitest'
import { turn } from './support/fake-socket.ts'
import { nothingYet } from './support/frames.ts'
import { asked, letIn, withTea } from './support/let-in.ts'
import { conversationOf, position, revision, sent, sentEvent, asShown } from './support/tea.ts'

const snapshot = (messages: number): Extract<ServerFrame, { type: 'subscribed' }>['channels'][number] => ({
  _tag: 'snapshot',
  channelId: adasChannel,
  revision: revision(1 + messages),
  conversation: conversationOf(messages),
  messages: [],
  more: false,
  online: [],
})
const conversation = (id: number, messages: number): ServerFrame => ({
  type: 'result',
  id,
  position: position(1 + messages),
  result: { type: 'conversation', conversation: conversationOf(messages) },
})

describe('SDK-11: a client that is closed', () => {
  it('while it catches up stays closed, and its connection too', async () => {
    const { client, server } = await letIn()
    client.close()
    server.say(nothingYet(asked(server, 'conversations')))
    await turn()
    await turn()
    expect(client.state().status).toBe('closed')
    expect(server.isClosed()).toBe(true)
  })
})

describe('SDK-1: a conversation list', () => {
  it('with more lines of one moment than a page holds comes to an end', async () => {
    const { client, server } = await letIn()
    const lines = Array.from({ length: maxPage + 1 }, (_, n): ConversationView => {
      const channelId = conversationIdOf(acme, ada, userId(`somebody ${n}`))
      return { ...conversationOf(0), channel: { ...conversationOf(0).channel, channelId } }
    })
    const pages = [lines.slice(0, maxPage), lines.slice(maxPage)]
    for (let answered = 0; answered < 20; answered += 1) {
      const frame = server.heard.at(-1)
      if (frame?.type !== 'query' || frame.query.type !== 'conversations') break
      const first = frame.query.before === undefined
      server.say({
        type: 'result',
        id: frame.id,
        position: position(1),
        result: { type: 'conversations', conversations: [...(pages[first ? 0 : 1] ?? [])], more: first },
      })
      await turn()
    }
    expect(server.heard.at(-1)).toMatchObject({ type: 'subscribe' })
    expect(client.state().conversations.size).toBe(lines.length)
  })
})

describe('SDK-4: a conversation that was asked for', () => {
  it('before a snapshot, and is answered after it, takes nothing back', async () => {
    const { client, server } = await withTea(1)
    server.say({ type: 'resync', channelIds: [adasChannel] })
    await turn()
    server.say({
      type: 'subscribed',
      id: asked(server, 'subscribe'),
      channels: [{ _tag: 'delta', channelId: adasChannel, revision: revision(2), updates: [], online: [] }],
    })
    await turn()
    const early = asked(server, 'conversation')
    void client.open(adasChannel)
    await turn()
    server.say({ type: 'subscribed', id: asked(server, 'subscribe'), channels: [snapshot(3)] })
    await turn()
    expect(asked(server, 'conversation')).toBe(early)
    server.say(conversation(early, 1))
    await turn()
    expect(client.state().conversations.get(adasChannel)).toMatchObject({ unread: 3 })
    const late = asked(server, 'conversation')
    expect(late).toBeGreaterThan(early)
    server.say(conversation(late, 3))
    await turn()
    expect(client.state().conversations.get(adasChannel)).toMatchObject({
      unread: 3,
      channel: { revision: 4, lastSegment: 3 },
    })
    server.say({ type: 'updates', updates: [sent(4)] })
    expect(client.state().conversations.get(adasChannel)?.unread).toBe(4)
  })
})

describe('SDK-4: a thread that was asked for', () => {
  it('before a snapshot of its channel, and is answered after it, is asked for again', async () => {
    const { client, server } = await withTea(1)
    void client.open(adasChannel)
    await turn()
    const parent = asShown(sentEvent(1), 2)
    const reply = asShown({ ...sentEvent(2), parentId: parent.messageId }, 3)
    void client.openThread(adasChannel, parent.messageId)
    await turn()
    const thread = (id: number, replies: ReadonlyArray<MessageView>): ServerFrame => ({
      type: 'result',
      id,
      position: position(2 + replies.length),
      result: {
        type: 'thread',
        parent: { ...parent, replyCount: replies.length },
        replies: [...replies],
        more: false,
      },
    })
    const early = asked(server, 'thread')
    server.say({ type: 'subscribed', id: asked(server, 'subscribe'), channels: [snapshot(2)] })
    await turn()
    server.say(thread(early, []))
    await turn()
    const again = asked(server, 'thread')
    expect(again).toBeGreaterThan(early)
    server.say(thread(again, [reply]))
    await turn()
    const shown = client.state().timelines.get(adasChannel)?.threads.get(parent.messageId)
    expect(shown?.replies.map(({ messageId }) => messageId)).toEqual([reply.messageId])
  })
})
