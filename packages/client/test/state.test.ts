import type { ChannelId } from '@parley/domain'
import { ada, adasChannel, commandId, text } from '@parley/domain/testing'
import { expect, it } from 'vitest'
import { applyUpdates } from '../src/state/apply-updates.ts'
import { conversationAt, initialState } from '../src/state/client-state.ts'
import { clientStore } from '../src/store.ts'
import { conversationOf, position, revision, sent } from './support/tea.ts'

const elsewhere = '00000000-0000-4000-8000-00000000000e' as ChannelId
const before = {
  ...initialState,
  conversations: new Map([
    [adasChannel, conversationAt(conversationOf(1), position(2))],
    [elsewhere, conversationAt(conversationOf(0), position(2))],
  ]),
}

it('SDK-7: an update makes another state, and leaves what it does not change the same object', () => {
  const was = structuredClone(before)
  const { state } = applyUpdates(before, [sent(2)], ada)
  expect(before).toEqual(was)
  expect(state.conversations.get(adasChannel)).toMatchObject({ unread: 2 })
  expect(state.conversations.get(elsewhere)).toBe(before.conversations.get(elsewhere))
  expect(state.timelines).toBe(before.timelines)
  expect(state.pending).toBe(before.pending)
  const { state: again } = applyUpdates(state, [sent(2)], ada)
  expect(again.conversations).toBe(state.conversations)
})

it('SDK-10: a pending message goes when its channel shows what came after its answer, and no sooner', () => {
  const store = clientStore({ changed: () => undefined })
  const pending = {
    clientMessageId: commandId('mine'),
    channelId: adasChannel,
    parentId: null,
    body: text('hello'),
    writtenAt: conversationOf(0).channel.createdAt,
    acceptedAt: position(3),
    revision: revision(3),
    failure: null,
  }
  store.set(() => ({ ...before, pending: [pending] }))
  expect(store.get().pending).toEqual([pending])
  store.apply([sent(2)], ada)
  expect(store.get().pending).toEqual([])
})
