import { type FeedId, mainFeed, type MessageId, type UserId } from '@parley/domain'
import { type FeedView, mostUnreadThreads } from '@parley/contract'
import type { Sent } from './message.ts'
import type { Conversation } from './client-state.ts'

/** A feed of a conversation; undefined where it has none of that name, or more than a conversation names. */
export const feedOf = ({ feeds }: Pick<Conversation, 'feeds'>, feedId: FeedId): FeedView | undefined =>
  feeds.find((feed) => feed.feedId === feedId)

/** A conversation with something else in one of its feeds. What it says of reading is that of the main one. */
export const withFeed = (conversation: Conversation, feed: FeedView): Conversation => {
  const feeds = conversation.feeds.map((one) => (one.feedId === feed.feedId ? feed : one))
  if (feed.feedId !== mainFeed) return { ...conversation, feeds }
  const { lastSegment, joinedSegment, readTo, threadsReadTo, unread, unreadThreads } = feed
  const channel = { ...conversation.channel, lastSegment }
  return { ...conversation, channel, joinedSegment, readTo, threadsReadTo, unread, unreadThreads, feeds }
}

/** A feed after a message in it: what was read elsewhere may be known before what it was. */
export const foldSent = (feed: FeedView, event: Sent, me: UserId): FeedView => ({
  ...feed,
  lastSegment: event.segment,
  lastMessageId: event.messageId,
  lastActivityAt: event.at,
  ...(isUnread(feed, event, me) ? withUnread(feed, event.parentId) : {}),
})

/**
 * Whether a message of a feed is counted as unread: another's, after what was read and after joining. A reply may have
 * been read in its thread beyond that, which a feed does not say.
 */
export const isUnread = (
  { readTo, threadsReadTo, joinedSegment }: FeedView,
  message: Pick<Sent, 'segment' | 'senderId' | 'parentId'>,
  me: UserId,
): boolean =>
  message.senderId !== me &&
  message.segment > (message.parentId === null ? readTo : threadsReadTo) &&
  message.segment > joinedSegment

/** The counts after one more unread message: the thread with the latest reply stands first. */
const withUnread = (
  { unread, unreadThreads }: FeedView,
  parentId: MessageId | null,
): Pick<FeedView, 'unread' | 'unreadThreads'> => {
  if (parentId === null) return { unread: unread + 1, unreadThreads }
  const before = unreadThreads.find((thread) => thread.parentId === parentId)?.unread ?? 0
  const others = unreadThreads.filter((thread) => thread.parentId !== parentId)
  const threads = [{ parentId, unread: before + 1 }, ...others]
  return { unread: unread + 1, unreadThreads: threads.slice(0, mostUnreadThreads) }
}
