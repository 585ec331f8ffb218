import { ada, adasChannel, bob, segment } from '@parley/domain/testing'
import { mainFeed } from '@parley/domain'
import type { ConversationView, Update } from '@parley/contract'
import type { ServerFrame } from '@parley/protocol'
import { describe, expect, it } from 'vitest'
import { applyUpdates } from '../src/state/apply-updates.ts'
import { conversationAt, initialState } from '../src/state/client-state.ts'
import { emptyTimeline } from '../src/state/timeline.ts'
import { watchOf } from '../src/watching.ts'
import { type FakeServer, turn } from './support/fake-socket.ts'
import { asked, letIn, withTea } from './support/let-in.ts'
import { conversationOf, facts, own, position, revision, sent, update } from './support/tea.ts'

describe('SDK-3 SDK-4: what comes while a watch begins', () => {
  const idOf = (frame: object | undefined): number =>
    frame !== undefined && 'id' in frame && typeof frame.id === 'number' ? frame.id : -1
  const list = (server: FakeServer, conversations: ReadonlyArray<ConversationView>): ServerFrame => ({
    type: 'result',
    id: idOf(server.heard[1]),
    position: position(3),
    result: { type: 'conversations', conversations: [...conversations], more: false },
  })
  const delta = (server: FakeServer, updates: ReadonlyArray<Update>): ServerFrame => ({
    type: 'subscribed',
    id: idOf(server.heard[2]),
    channels: [
      {
        _tag: 'delta',
        channelId: adasChannel,
        revision: updates.at(-1)?.revision ?? revision(2),
        updates: [...updates],
        online: [],
      },
    ],
  })

  it('SDK-4: and while the list is asked for, is not taken back by a list that was read before it', async () => {
    const { server, client } = await letIn()
    const read = { type: 'ReadMarked', ...facts(9), userId: ada, feedId: mainFeed } as const
    server.say({
      type: 'updates',
      updates: [own(9, { ...read, segment: segment(1) })],
    })
    server.say(list(server, [conversationOf(1)]))
    await turn()
    expect(client.state().conversations.get(adasChannel)).toMatchObject({ readTo: 1, unread: 0 })
  })

  it('before the answer is taken in where it is the next, and with it, in one message, after it', async () => {
    const { server, client } = await letIn()
    server.say(list(server, [conversationOf(1)]))
    await turn()
    expect(server.heard[2]).toMatchObject({
      type: 'subscribe',
      channels: [{ channelId: adasChannel, after: 2 }],
    })
    server.say({ type: 'updates', updates: [sent(2), sent(3)] })
    expect(client.state().conversations.get(adasChannel)?.unread).toBe(3)
    server.say(delta(server, [sent(2), sent(3), sent(4)]), { type: 'updates', updates: [sent(5)] })
    server.say({ type: 'updates', updates: [sent(6)] })
    await turn()
    expect(client.state().conversations.get(adasChannel)).toMatchObject({
      unread: 6,
      channel: { revision: 7, lastSegment: 6 },
    })
    expect(server.heard).toHaveLength(3)
  })

  it('and leaves something out is no reason to watch anew: the beginning brings it', async () => {
    const { server, client } = await letIn()
    server.say(list(server, [conversationOf(1)]))
    await turn()
    server.say({ type: 'updates', updates: [sent(3)] })
    server.say(delta(server, [sent(2), sent(3)]))
    await turn()
    expect(client.state().conversations.get(adasChannel)?.unread).toBe(3)
    expect(server.heard).toHaveLength(3)
  })
})

describe('SDK-2: an open timeline', () => {
  const shownTo = (timelineAt: number, lineAt: number) => ({
    ...initialState,
    conversations: new Map([[adasChannel, conversationAt(conversationOf(lineAt), position(lineAt + 1))]]),
    timelines: new Map([
      [adasChannel, { ...emptyTimeline, loaded: true, revision: revision(timelineAt + 1) }],
    ]),
  })
  const segments = (state: ReturnType<typeof shownTo> | typeof initialState) =>
    state.timelines.get(adasChannel)?.messages.map((message) => message.segment)

  it('that is behind the conversation list takes in what the list shows already', () => {
    const { state, followUps } = applyUpdates(shownTo(0, 3), [sent(1), sent(2), sent(3), sent(4)], ada)
    expect(segments(state)).toEqual([1, 2, 3, 4])
    expect(state.conversations.get(adasChannel)?.unread).toBe(4)
    expect(followUps).toEqual([])
  })

  it('goes on over a leaving and a coming back that the list is past already', () => {
    const left = update(3, { type: 'MemberLeft', ...facts(3), by: ada, userId: ada, role: 'member' })
    const joined = update(4, {
      type: 'MemberJoined',
      ...facts(4),
      by: ada,
      userId: ada,
      role: 'member',
      segments: { [mainFeed]: segment(1) },
    })
    const again = { ...sent(2), revision: revision(5), position: position(5) }
    const before = shownTo(0, 4)
    const { state } = applyUpdates(before, [sent(1), left, joined, again], ada)
    expect(segments(state)).toEqual([1, 2])
  })

  it('SDK-130: a channel that one left, and came back to by an answer that overtook that, is watched anew', async () => {
    const { server, client } = await withTea(1)
    const read = { type: 'ReadMarked', ...facts(9), userId: ada, feedId: mainFeed } as const
    const elsewhere = own(9, { ...read, segment: segment(0) })
    server.say({ type: 'updates', updates: [elsewhere] })
    // The answer is read after Ada left (3), came back (4) and Bob wrote (5); what tells of that comes after it.
    server.say({
      type: 'result',
      id: asked(server, 'conversation'),
      position: position(9),
      result: { type: 'conversation', conversation: conversationOf(4) },
    })
    await turn()
    const before = server.heard.length
    const left = update(3, { type: 'MemberLeft', ...facts(3), by: ada, userId: ada, role: 'member' })
    server.say({ type: 'updates', updates: [left] })
    await turn()
    expect(client.state().conversations.get(adasChannel)?.channel.revision).toBe(5)
    expect(server.heard.slice(before)).toMatchObject([
      { type: 'subscribe', channels: [{ channelId: adasChannel, after: 5 }] },
    ])
  })

  it('of which updates are missing is watched anew', () => {
    const { state, followUps } = applyUpdates(shownTo(0, 0), [sent(3)], ada)
    expect(segments(state)).toEqual([])
    expect(followUps).toMatchObject([{ _tag: 'missed' }])
  })
})

describe('SDK-90: a channel without a name', () => {
  const joined = update(2, {
    type: 'MemberJoined',
    ...facts(2),
    by: bob,
    userId: bob,
    role: 'member',
    segments: { [mainFeed]: segment(0) },
  })
  const withName = (name: ConversationView['channel']['name'], channelType: 'standard' | 'conversation') => {
    const seen = conversationOf(0)
    const shown = { ...seen, channel: { ...seen.channel, name, channelType } }
    return { ...initialState, conversations: new Map([[adasChannel, conversationAt(shown, position(1))]]) }
  }
  it.each([
    [null, 'conversation', bob],
    [null, 'standard', bob],
    ['tea', 'standard', null],
  ] as const)('%j, of type %s, is called by its members: %j', (name, channelType, withUserId) => {
    const before = withName(name, channelType)
    const { state } = applyUpdates(before, [joined], ada)
    expect(state.conversations.get(adasChannel)?.withUserId).toBe(withUserId)
    expect(watchOf(before, adasChannel, undefined).presence).toBe(name === null ? true : undefined)
  })
})
