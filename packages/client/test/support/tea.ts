import type { ChannelEvent, Position, Revision } from '@parley/domain'
import { mainFeed, messageIdOf } from '@parley/domain'
import { acme, adasChannel, at, bob, commandId, segment, text } from '@parley/domain/testing'
import { withMainFeed } from '@parley/contract/testing'
import type { ConversationView, Update } from '@parley/contract'

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
  })

export const facts = (n: number) => ({
  tenantId: acme,
  channelId: adasChannel,
  commandId: commandId(`c${n}`),
  at: at(n),
})
export const update = (n: number, event: ChannelEvent): Update => ({
  revision: revision(n),
  position: position(n),
  event,
})
/** Bob's message of a number. */
export const sent = (n: number): Update =>
  update(n + 1, {
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
