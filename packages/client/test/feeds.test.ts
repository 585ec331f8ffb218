import { mainFeed } from '@parley/domain'
import { ada, bob, commandId, feedId, feedName, segment, text } from '@parley/domain/testing'
import { maxFeeds } from '@parley/contract'
import { describe, expect, it } from 'vitest'
import { applyUpdates } from '../src/state/apply-updates.ts'
import { type ClientState, conversationAt, initialState } from '../src/state/client-state.ts'
import { conversationOf, facts, own, position, sentEvent, update } from './support/tea.ts'

const seen = conversationOf(1)
const { channelId } = seen.channel
const shown: ClientState = {
  ...initialState,
  conversations: new Map([[channelId, conversationAt(seen, position(2))]]),
}
const created = (n: number, name: string) =>
  update(n, { type: 'FeedCreated', ...facts(n), by: bob, feedId: feedId(name), name: feedName('Aside') })
const deleted = (n: number, name: string) =>
  update(n, { type: 'FeedDeleted', ...facts(n), by: bob, feedId: feedId(name) })
const aside = (n: number, to: number) => {
  const event = { ...sentEvent(n), feedId: feedId('side'), segment: segment(to), body: text('aside') }
  return update(n + 1, event)
}
const after = (...updates: Parameters<typeof applyUpdates>[1]) => {
  const { state, followUps } = applyUpdates(shown, updates, ada)
  expect(followUps).toEqual([])
  return state.conversations.get(channelId)
}

describe('SDK-110: a feed beside the main one', () => {
  it('counts for itself, and moves the activity of its channel', () => {
    const line = after(created(3, 'side'), aside(3, 1), aside(4, 2))
    expect(line).toMatchObject({ unread: 3, channel: { lastSegment: 1, lastActivityAt: facts(4).at } })
    expect(line?.feeds).toMatchObject([
      { feedId: mainFeed, unread: 1, lastSegment: 1, lastActivityAt: seen.channel.lastActivityAt },
      { feedId: 'side', name: 'Aside', unread: 2, lastSegment: 2, lastActivityAt: facts(4).at },
    ])
  })

  it('is read for itself', () => {
    const read = own(9, {
      type: 'ReadMarked',
      tenantId: facts(9).tenantId,
      userId: ada,
      commandId: commandId('read'),
      at: facts(9).at,
      channelId,
      feedId: feedId('side'),
      segment: segment(1),
    })
    const line = after(created(3, 'side'), aside(3, 1), read)
    expect(line).toMatchObject({ unread: 1, readTo: 0 })
    expect(line?.feeds).toMatchObject([
      { unread: 1, readTo: 0 },
      { unread: 0, readTo: 1, threadsReadTo: 1 },
    ])
  })

  it('FEED-16: is gone with all that is unread in it once it was deleted', () => {
    const gone = after(created(3, 'side'), aside(3, 1), deleted(5, 'side'))
    expect(gone?.feeds.map((feed) => feed.feedId)).toEqual([mainFeed])
    expect(gone).toMatchObject({ unread: 1 })
  })

  it('FEED-16: is gone with what one kept of it for oneself', () => {
    const kept = (name: string, n: number) =>
      own(n, {
        type: 'NotificationSet',
        tenantId: facts(n).tenantId,
        userId: ada,
        commandId: commandId(`n${n}`),
        at: facts(n).at,
        channelId,
        feedId: feedId(name),
        mode: 'silent',
        until: null,
      })
    const before = after(created(3, 'side'), kept('side', 7), kept('main', 8))
    expect(before?.personal.notifications).toHaveLength(2)
    const gone = after(created(3, 'side'), kept('side', 7), kept('main', 8), deleted(4, 'side'))
    expect(gone?.personal.notifications).toMatchObject([{ feedId: mainFeed }])
  })

  it('is named beside the first hundred no more, and one that is there gets its name', () => {
    const many = Array.from({ length: maxFeeds + 5 }, (_, n) => created(n + 3, `f${n}`))
    expect(after(...many)?.feeds.map((feed) => feed.feedId)).toEqual([
      mainFeed,
      ...Array.from({ length: maxFeeds - 1 }, (_, n) => `f${n}`),
    ])
    expect(after(created(3, 'main'))?.feeds).toMatchObject([
      { feedId: mainFeed, name: 'Aside', lastSegment: 1 },
    ])
  })
})
