import { type ChannelId, mainFeed } from '@parley/domain'
import { ada, adasChannel, commandId, text } from '@parley/domain/testing'
import { expect, it } from 'vitest'
import { applyUpdates } from '../src/state/apply-updates.ts'
import { conversationAt, initialState } from '../src/state/client-state.ts'
import { clientStore } from '../src/store.ts'
import { beginningOf } from '../src/state/preview.ts'
import { asShown, conversationOf, facts, position, revision, sent, sentEvent, update } from './support/tea.ts'

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
    feedId: mainFeed,
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

it('SDK-4: the last message of a line follows what comes after its channel’s last event, however late the line was read', () => {
  const lastMessage = beginningOf(asShown(sentEvent(1), 2))
  const line = conversationAt({ ...conversationOf(1), lastMessage }, position(9))
  const shown = { ...initialState, conversations: new Map([[adasChannel, line]]) }
  // Beyond that event, and not beyond where the read models were: the log was set back to between the two.
  const edited = update(3, { ...sentEvent(1), ...facts(3), type: 'MessageEdited', body: text('another') })
  const { state } = applyUpdates(shown, [edited], ada)
  expect(state.conversations.get(adasChannel)?.lastMessage?.body?.text).toBe('another')
})
