import { mainFeed, type MessageId, type Segment, type UserId } from '@parley/domain'
import { type ChannelUpdateEvent, type ChannelView, mostUnreadThreads, type Update } from '@parley/contract'
import type { Conversation } from './client-state.ts'
import { beginningOf, foldPreview } from './preview.ts'

/**
 * A conversation of the list after the next update of its channel, by revision; any other changes nothing. What
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
  if (event.type === 'MessageSent' && event.feedId === mainFeed)
    return {
      ...seen,
      lastMessage: beginningOf(event, position),
      // What was read elsewhere may be known before what it was.
      ...(isUnread(seen, event, me) ? withUnread(seen, event.parentId) : {}),
    }
  if (event.type === 'MemberRoleChanged') return event.userId === me ? { ...seen, role: event.role } : seen
  if (event.type === 'MemberJoined') {
    if (event.userId === me) return { ...seen, role: event.role, joinedSegment: event.segment }
    // The two of a conversation join one after the other, and a snapshot may have been read between.
    return isCalledByItsMembers(channel) ? { ...seen, withUserId: event.userId } : seen
  }
  const answered = foldLastMessage(seen, update, event)
  // Whether a reply counted is not known from here: it is asked for.
  return event.type === 'MessageDeleted' && event.parentId === null && isUnread(seen, event, me)
    ? { ...answered, unread: seen.unread - 1 }
    : answered
}

/** Whether a channel has no name of its own, but the other person's: a trait of its type that the channel itself shows. */
export const isCalledByItsMembers = (channel: ChannelView | undefined): boolean => channel?.name === null

const foldLastMessage = (
  conversation: Conversation,
  update: Update,
  event: ChannelUpdateEvent,
): Conversation =>
  conversation.lastMessage === null
    ? conversation
    : { ...conversation, lastMessage: foldPreview(conversation.lastMessage, update, event) }

/**
 * Whether a message is counted as unread: another's, after what was read and after joining. A reply may have been read
 * in its thread beyond that, which a conversation does not say.
 */
export const isUnread = (
  { readTo, threadsReadTo, joinedSegment }: Conversation,
  message: {
    readonly feedId: string
    readonly segment: Segment
    readonly senderId: UserId
    readonly parentId: MessageId | null
  },
  me: UserId,
): boolean =>
  message.feedId === mainFeed &&
  message.senderId !== me &&
  message.segment > (message.parentId === null ? readTo : threadsReadTo) &&
  message.segment > joinedSegment

/** The counts after one more unread message: the thread with the latest reply stands first. */
const withUnread = (
  { unread, unreadThreads }: Conversation,
  parentId: MessageId | null,
): Pick<Conversation, 'unread' | 'unreadThreads'> => {
  if (parentId === null) return { unread: unread + 1, unreadThreads }
  const before = unreadThreads.find((thread) => thread.parentId === parentId)?.unread ?? 0
  const others = unreadThreads.filter((thread) => thread.parentId !== parentId)
  const threads = [{ parentId, unread: before + 1 }, ...others]
  return { unread: unread + 1, unreadThreads: threads.slice(0, mostUnreadThreads) }
}

const foldChannel = (channel: ChannelView, event: ChannelUpdateEvent): ChannelView => {
  if (event.type === 'ChannelRenamed') return { ...channel, name: event.name }
  if (event.type === 'ChannelDescribed') return { ...channel, description: event.description }
  if (event.type === 'ChannelArchived') return { ...channel, archived: true }
  if (event.type === 'MemberJoined') return { ...channel, memberCount: channel.memberCount + 1 }
  if (event.type === 'MemberLeft') return { ...channel, memberCount: channel.memberCount - 1 }
  return event.type === 'MessageSent' && event.feedId === mainFeed
    ? { ...channel, lastSegment: event.segment, lastActivityAt: event.at }
    : channel
}
