import { beforeFirst, joinedSegmentIn, mainFeed, type SegmentByFeed, type UserId } from '@parley/domain'
import {
  type Change,
  type ChangeOf,
  type ChannelView,
  type FeedView,
  maxFeeds,
  type Update,
} from '@parley/contract'
import type { Conversation } from './client-state.ts'
import { countingIn, feedOf, isMentioned, isUnread, withFeed, withoutFeed } from './feed.ts'
import { broughtBy, type ShownMessage } from './message.ts'
import { afterSending } from './personal.ts'
import { beginningOf, foldPreview } from './preview.ts'

/**
 * A conversation of the list after the next update of its channel, by revision; any other changes nothing. What
 * it shows already may come again, and what is one's own may come before a watch begins that brings what is between.
 */
export const foldConversation = (conversation: Conversation, update: Update, me: UserId): Conversation => {
  const { revision, position, cause } = update
  if (revision !== conversation.channel.revision + 1) return conversation
  const channel = { ...conversation.channel, updatedAt: cause.at, revision, position }
  const changed = update.changes.reduce<Conversation>((all, change) => afterChange(all, change, me), {
    ...conversation,
    channel,
    lastMessage: conversation.lastMessage === null ? null : foldPreview(conversation.lastMessage, update),
  })
  return uncounted(
    broughtBy(update).reduce((all, message) => afterMessage(all, message, me), changed),
    update,
    me,
  )
}

/** Whether a channel has no name of its own, but the other person's: a trait of its type that the channel itself shows. */
export const isCalledByItsMembers = (channel: ChannelView | undefined): boolean => channel?.name === null

/** After a change of a row that the list shows; of others it shows nothing. */
const afterChange = (conversation: Conversation, change: Change, me: UserId): Conversation => {
  if (change.row === 'channel') {
    const { channel } = conversation
    const memberCount = channel.memberCount + (change.add?.memberCount ?? 0)
    return { ...conversation, channel: { ...channel, ...change.patch, memberCount } }
  }
  if (change.row === 'feed') return afterFeed(conversation, change)
  if (change.row !== 'member') return conversation
  return change.userId === me ? afterMyself(conversation, change) : afterOther(conversation, change)
}

/** A feed that a conversation names already becomes another, or goes; beyond so many it names none. */
const afterFeed = (
  conversation: Conversation,
  { feedId, put, patch, add }: ChangeOf<'feed'>,
): Conversation => {
  const feed = feedOf(conversation, feedId)
  if (feed !== undefined) {
    if (patch?.deletedAt) return withoutFeed(conversation, feedId)
    const { deletedAt: _stands, ...shown } = { ...put, ...patch }
    const messageCount = feed.messageCount + (add?.messageCount ?? 0)
    return withFeed(conversation, { ...feed, ...shown, messageCount })
  }
  if (put === undefined || conversation.feeds.length >= maxFeeds) return conversation
  const { deletedAt: _stands, ...made } = put
  const begun: FeedView = {
    feedId,
    lastMessageId: null,
    editedAt: null,
    messageCount: 0,
    ...made,
    joinedSegment: beforeFirst,
    readTo: beforeFirst,
    threadsReadTo: beforeFirst,
    unread: 0,
    unreadThreads: [],
    unreadMentions: 0,
    lastMentionedSegment: beforeFirst,
  }
  return { ...conversation, feeds: [...conversation.feeds, begun] }
}

const afterMyself = (conversation: Conversation, { put, patch }: ChangeOf<'member'>): Conversation => {
  const role = put?.role ?? patch?.role ?? conversation.role
  const joined = put === undefined ? conversation : joinedAnew(conversation, put.joinedSegments)
  return { ...joined, role }
}

/** The people of a conversation join one after the other, and a snapshot may have been read between. */
const afterOther = (conversation: Conversation, { userId, put }: ChangeOf<'member'>): Conversation => {
  const { channel, withUserIds = [] } = conversation
  if (put === undefined || !isCalledByItsMembers(channel) || withUserIds.includes(userId)) return conversation
  const all = [...withUserIds, userId].toSorted()
  return { ...conversation, withUserIds: all, withUserId: all.length === 1 ? userId : null }
}

/** One joins again: what was said before is not unread. */
const joinedAnew = (conversation: Conversation, segments: SegmentByFeed): Conversation =>
  conversation.feeds.reduce(
    (all, feed) => withFeed(all, { ...feed, joinedSegment: joinedSegmentIn(segments, feed.feedId) }),
    conversation,
  )

const afterMessage = (conversation: Conversation, message: ShownMessage, me: UserId): Conversation => {
  const feed = feedOf(conversation, message.feedId)
  const said = message.senderId === me ? afterSending(conversation, message) : conversation
  const counted = feed === undefined ? said : withFeed(said, countingIn(feed, message, me))
  return message.feedId === mainFeed ? { ...counted, lastMessage: beginningOf(message) } : counted
}

/** What is deleted counts no more. Whether a reply counted is not known from here: it is asked for. */
const uncounted = (conversation: Conversation, update: Update, me: UserId): Conversation => {
  const feed = update.cause.message?.parentId === null && feedOfUnread(conversation, update, me)
  return feed ? withFeed(conversation, { ...feed, unread: feed.unread - 1 }) : conversation
}

/**
 * Whether an update may change how many unread messages mention somebody in a way that can't be told from here: an edit
 * mentions them, perhaps once more, or what is deleted may have.
 */
export const asksForMentions = (conversation: Conversation, update: Update, me: UserId): boolean => {
  const { message } = update.cause
  const feed = message && feedOf(conversation, message.feedId)
  if (message === undefined || feed === undefined || message.senderId === me) return false
  const { unreadMentions = 0, lastMentionedSegment = 0, joinedSegment } = feed
  return update.changes.some(
    (change) =>
      change.row === 'message' &&
      change.messageId === message.messageId &&
      (change.patch?.deletedAt
        ? unreadMentions > 0 || lastMentionedSegment === message.segment
        : message.segment > joinedSegment && isMentioned(change.patch?.mentions, me)),
  )
}

/** The feed in which an update deletes a message that counts as unread there. */
export const feedOfUnread = (
  conversation: Conversation,
  { changes, cause: { message } }: Update,
  me: UserId,
): FeedView | undefined => {
  const deletes = changes.some(
    (change) =>
      change.row === 'message' && change.messageId === message?.messageId && change.patch?.deletedAt,
  )
  if (message === undefined || !deletes) return undefined
  const feed = feedOf(conversation, message.feedId)
  return feed !== undefined && isUnread(feed, message, me) ? feed : undefined
}
