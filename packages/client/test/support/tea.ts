import type { NamesAChannel, MessageSent, Position, Revision } from '@parley/domain'
import { mainFeed, messageIdOf } from '@parley/domain'
import { acme, adasChannel, at, bob, commandId, segment, text } from '@parley/domain/testing'
import { updateOf, withMainFeed } from '@parley/contract/testing'
import { nothingPersonal } from '@parley/contract'
import type { ConversationView, Update } from '@parley/contract'
import { broughtBy, type ShownMessage } from '../../src/state/message.ts'

export const revision = (n: number): Revision => n as Revision
export const position = (n: number): Position => n as Position

/** Ada's channel as she sees it, with so many messages of Bob's, the first being its revision 2. */
export const conversationOf = (messages: number): ConversationView =>
  withMainFeed({
    channel: {
      channelId: adasChannel,
      channelType: 'standard',
      name: 'tea',
      description: '',
      archived: false,
      notification: 'default',
      memberCount: 2,
      lastSegment: segment(messages),
      createdAt: at(0),
      lastActivityAt: at(0),
      updatedAt: at(0),
      revision: revision(1 + messages),
      position: position(1 + messages),
    },
    role: 'owner',
    joinedSegment: segment(0),
    readTo: segment(0),
    threadsReadTo: segment(0),
    unread: messages,
    unreadThreads: [],
    lastMessage: null,
    withUserId: null,
    personal: nothingPersonal,
  })

export const facts = (n: number) => ({
  tenantId: acme,
  channelId: adasChannel,
  commandId: commandId(`c${n}`),
  at: at(n),
})
/** An event at a revision, and at the position of the same number, as an update tells it. */
export const update = (n: number, event: NamesAChannel): Update =>
  updateOf({ revision: revision(n), position: position(n), event })
/** An event of one's own inbox at a position. */
export const own = (n: number, event: NamesAChannel): Update => ({
  ...update(n, event),
  revision: revision(0),
})
/** Bob's message of a number, as an event. */
export const sentEvent = (n: number): MessageSent => ({
  type: 'MessageSent',
  ...facts(n),
  by: bob,
  messageId: messageIdOf(acme, adasChannel, bob, commandId(`c${n}`)),
  senderId: bob,
  feedId: mainFeed,
  segment: segment(n),
  parentId: null,
  body: text('hello'),
})
/** Bob's message of a number. */
export const sent = (n: number): Update => update(n + 1, sentEvent(n))
/** A message as it is shown that was just sent. */
export const asShown = (event: MessageSent, n: number): ShownMessage => {
  const [message] = broughtBy(update(n, event))
  if (message === undefined) throw new Error('no message')
  return message
}
