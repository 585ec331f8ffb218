import type { NotificationMode } from '@parley/domain'
import { nothingPersonal } from '@parley/contract'
import { expect, it } from 'vitest'
import { conversationOf, position } from './support/tea.ts'
import { type Conversation, conversationAt } from '../src/state/client-state.ts'
import { badge } from '../src/state/personal.ts'

const chosen = (mode: NotificationMode, unread: number, unreadMentions?: number): Conversation => {
  const { feeds, ...rest } = conversationOf(unread)
  const personal = { ...nothingPersonal, notifications: [{ feedId: null, mode, until: null }] }
  const counted = feeds.map((feed) => ({
    ...feed,
    ...(unreadMentions === undefined ? {} : { unreadMentions }),
  }))
  return conversationAt({ ...rest, feeds: counted, personal }, position(11))
}

it('NOTIFY-5: the badge counts all that is unread, or mentions alone, or nothing, as was chosen', () => {
  expect(badge([chosen('all', 5, 2)])).toBe(5)
  expect(badge([chosen('mentions', 5, 2)])).toBe(2)
  expect(badge([chosen('mentions', 5)])).toBe(0)
  expect(badge([chosen('silent', 5, 2)])).toBe(0)
  expect(badge([chosen('all', 5, 2), chosen('mentions', 3, 1), chosen('silent', 1, 1)])).toBe(6)
})
