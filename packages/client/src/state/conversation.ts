import { beforeFirst, joinedSegmentIn, mainFeed, type UserId } from '@parley/domain'
import {
  type ChannelUpdateEvent,
  type ChannelView,
  type FeedView,
  maxFeeds,
  type Update,
} from '@parley/contract'
import type { Conversation } from './client-state.ts'
import { feedOf, foldSent, isUnread, withFeed } from './feed.ts'
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
  if (event.type === 'MessageSent') {
    const feed = feedOf(seen, event.feedId)
    const sent = feed === undefined ? seen : withFeed(seen, foldSent(feed, event, me))
    return event.feedId === mainFeed ? { ...sent, lastMessage: beginningOf(event, position) } : sent
  }
  if (event.type === 'FeedCreated') return foldFeedCreated(seen, event)
  if (event.type === 'MemberRoleChanged') return event.userId === me ? { ...seen, role: event.role } : seen
  if (event.type === 'MemberJoined') {
    if (event.userId === me) return { ...foldJoined(seen, event), role: event.role }
    // The two of a conversation join one after the other, and a snapshot may have been read between.
    return isCalledByItsMembers(channel) ? { ...seen, withUserId: event.userId } : seen
  }
  const answered = foldLastMessage(seen, update, event)
  if (event.type !== 'MessageDeleted' || event.parentId !== null) return answered
  // Whether a reply counted is not known from here: it is asked for.
  const feed = feedOf(seen, event.feedId)
  return feed !== undefined && isUnread(feed, event, me)
    ? withFeed(answered, { ...feed, unread: feed.unread - 1 })
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

/** One joins again: what was said before is not unread. */
const foldJoined = (
  conversation: Conversation,
  { segments }: Extract<ChannelUpdateEvent, { readonly type: 'MemberJoined' }>,
): Conversation =>
  conversation.feeds.reduce(
    (all, feed) => withFeed(all, { ...feed, joinedSegment: joinedSegmentIn(segments, feed.feedId) }),
    conversation,
  )

/** A feed that a conversation names already gets its name; beyond so many it names none. */
const foldFeedCreated = (
  conversation: Conversation,
  { feedId, name, at }: Extract<ChannelUpdateEvent, { readonly type: 'FeedCreated' }>,
): Conversation => {
  const feed = feedOf(conversation, feedId)
  if (feed !== undefined) return withFeed(conversation, { ...feed, name })
  if (conversation.feeds.length >= maxFeeds) return conversation
  const begun: FeedView = {
    feedId,
    name,
    lastSegment: beforeFirst,
    lastMessageId: null,
    lastActivityAt: at,
    joinedSegment: beforeFirst,
    readTo: beforeFirst,
    threadsReadTo: beforeFirst,
    unread: 0,
    unreadThreads: [],
  }
  return { ...conversation, feeds: [...conversation.feeds, begun] }
}

const foldChannel = (channel: ChannelView, event: ChannelUpdateEvent): ChannelView => {
  if (event.type === 'ChannelRenamed') return { ...channel, name: event.name }
  if (event.type === 'ChannelDescribed') return { ...channel, description: event.description }
  if (event.type === 'ChannelArchived') return { ...channel, archived: true }
  if (event.type === 'MemberJoined') return { ...channel, memberCount: channel.memberCount + 1 }
  if (event.type === 'MemberLeft') return { ...channel, memberCount: channel.memberCount - 1 }
  return event.type === 'MessageSent' ? { ...channel, lastActivityAt: event.at } : channel
}
