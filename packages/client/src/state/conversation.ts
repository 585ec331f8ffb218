import { mainFeed, type Segment, type UserId } from '@parley/domain'
import type { ChannelUpdateEvent, ChannelView, ConversationView, Update } from '@parley/protocol'
import type { Conversation } from './client-state.ts'
import { beginningOf, foldPreview } from './preview.ts'

/**
 * A line of the conversation list after the next update of its channel, by revision; any other changes nothing. What
 * it shows already may come again, and what is one's own may come before a watch begins that brings what is between.
 */
export const foldConversation = (
  conversation: Conversation,
  update: Update,
  event: ChannelUpdateEvent,
  me: UserId,
): Conversation => {
  const { channel } = conversation
  const { revision, position } = update
  if (revision !== channel.revision + 1) return conversation
  const seen = {
    ...conversation,
    channel: { ...foldChannel(channel, event), updatedAt: event.at, revision, position },
  }
  switch (event.type) {
    case 'MessageSent': {
      const answered = foldLastMessage(seen, update, event)
      if (event.feedId !== mainFeed) return answered
      return {
        ...answered,
        lastMessage: beginningOf(event, position),
        // What was read elsewhere may be known before what it was.
        unread: seen.unread + (isUnread(seen, event, me) ? 1 : 0),
      }
    }
    case 'MessageDeleted':
      return {
        ...foldLastMessage(seen, update, event),
        unread: seen.unread - (isUnread(seen, event, me) ? 1 : 0),
      }
    case 'MessageEdited':
    case 'ReactionAdded':
    case 'ReactionRemoved':
      return foldLastMessage(seen, update, event)
    case 'MemberRoleChanged':
      return event.userId === me ? { ...seen, role: event.role } : seen
    case 'MemberJoined':
      if (event.userId === me) return { ...seen, role: event.role, joinedSegment: event.segment }
      // The two of a conversation join one after the other, and a snapshot may have been read between.
      return channel.channelType === 'conversation' ? { ...seen, withUserId: event.userId } : seen
    case 'ChannelCreated':
    case 'ChannelRenamed':
    case 'ChannelDescribed':
    case 'ChannelArchived':
    case 'MemberLeft':
      return seen
  }
}

const foldLastMessage = (
  conversation: Conversation,
  update: Update,
  event: ChannelUpdateEvent,
): Conversation =>
  conversation.lastMessage === null
    ? conversation
    : { ...conversation, lastMessage: foldPreview(conversation.lastMessage, update, event) }

/** Whether a message is counted as unread: another's, after what was read and after joining. */
const isUnread = (
  { readTo, joinedSegment }: ConversationView,
  message: { readonly feedId: string; readonly segment: Segment; readonly senderId: UserId },
  me: UserId,
): boolean =>
  message.feedId === mainFeed &&
  message.senderId !== me &&
  message.segment > readTo &&
  message.segment > joinedSegment

const foldChannel = (channel: ChannelView, event: ChannelUpdateEvent): ChannelView => {
  switch (event.type) {
    case 'ChannelRenamed':
      return { ...channel, name: event.name }
    case 'ChannelDescribed':
      return { ...channel, description: event.description }
    case 'ChannelArchived':
      return { ...channel, archived: true }
    case 'MemberJoined':
      return { ...channel, memberCount: channel.memberCount + 1 }
    case 'MemberLeft':
      return { ...channel, memberCount: channel.memberCount - 1 }
    case 'MessageSent':
      return event.feedId === mainFeed
        ? { ...channel, lastSegment: event.segment, lastActivityAt: event.at }
        : channel
    case 'ChannelCreated':
    case 'MemberRoleChanged':
    case 'MessageEdited':
    case 'MessageDeleted':
    case 'ReactionAdded':
    case 'ReactionRemoved':
      return channel
  }
}
