import {
  beforeFirst,
  type FeedId,
  mainFeed,
  type Mentions,
  type MessageId,
  type Segment,
  type UserId,
} from '@parley/domain'
import { type FeedView, mostUnreadThreads } from '@parley/contract'
import type { Conversation } from './client-state.ts'

/** A feed of a conversation; undefined where it has none of that name, or more than a conversation names. */
export const feedOf = ({ feeds }: Pick<Conversation, 'feeds'>, feedId: FeedId): FeedView | undefined =>
  feeds.find((feed) => feed.feedId === feedId)

/** A conversation with something else in one of its feeds. What it says of reading is that of the main one. */
export const withFeed = (conversation: Conversation, feed: FeedView): Conversation => {
  const next = withFeeds(
    conversation,
    conversation.feeds.map((one) => (one.feedId === feed.feedId ? feed : one)),
  )
  if (feed.feedId !== mainFeed) return next
  const { lastSegment, joinedSegment, readTo, threadsReadTo, unreadThreads } = feed
  const { lastMentionedSegment = beforeFirst } = feed
  const channel = { ...conversation.channel, lastSegment }
  const reading = { joinedSegment, readTo, threadsReadTo, unreadThreads }
  return { ...next, channel, ...reading, lastMentionedSegment }
}

/** A conversation without one of its feeds, what was unread there, and what was kept of it for oneself. */
export const withoutFeed = (conversation: Conversation, feedId: FeedId): Conversation => {
  const isOther = (one: { readonly feedId: FeedId | null }): boolean => one.feedId !== feedId
  const { personal, feeds } = conversation
  const notifications = personal.notifications.filter(isOther)
  const drafts = personal.drafts.filter(isOther)
  const without = { ...conversation, personal: { ...personal, notifications, drafts } }
  return withFeeds(without, feeds.filter(isOther))
}

/** What is unread in a conversation, and mentions one, is what is in its feeds. */
const withFeeds = (conversation: Conversation, feeds: Conversation['feeds']): Conversation => ({
  ...conversation,
  feeds,
  unread: feeds.reduce((sum, { unread }) => sum + unread, 0),
  unreadMentions: feeds.reduce((sum, { unreadMentions = 0 }) => sum + unreadMentions, 0),
})

/** What of a message says whether it counts as unread. */
export interface Countable {
  readonly senderId: UserId
  readonly segment: Segment
  readonly parentId: MessageId | null
  readonly mentions?: Mentions | null
}

/** Whether somebody is mentioned, by name or as one of all; those who were there at the moment are counted nowhere. */
export const isMentioned = (mentions: Mentions | null | undefined, me: UserId): boolean =>
  !!mentions?.some((one) => one.type === 'channel' || (one.type === 'user' && one.userIds.includes(me)))

/**
 * Whether a message of a feed is counted as unread: another's, after what was read and after joining. A reply may have
 * been read in its thread beyond that, which a feed does not say.
 */
export const isUnread = (
  { readTo, threadsReadTo, joinedSegment }: FeedView,
  message: Countable,
  me: UserId,
): boolean =>
  message.senderId !== me &&
  message.segment > (message.parentId === null ? readTo : threadsReadTo) &&
  message.segment > joinedSegment

/**
 * A feed with a message more, which counts where it is unread: what was read elsewhere may be known before what it was.
 * The thread with the latest reply stands first.
 */
export const countingIn = (feed: FeedView, message: Countable, me: UserId): FeedView => {
  const mentioned = message.senderId !== me && isMentioned(message.mentions, me)
  const known =
    mentioned && message.segment > feed.joinedSegment
      ? { ...feed, lastMentionedSegment: message.segment }
      : feed
  if (!isUnread(feed, message, me)) return known
  const { parentId } = message
  const unread = feed.unread + 1
  const counted = { ...known, unread, unreadMentions: (feed.unreadMentions ?? 0) + Number(mentioned) }
  if (parentId === null) return counted
  const [before, others] = apart(feed, parentId)
  const threads = [{ parentId, unread: before + 1 }, ...others]
  return { ...counted, unreadThreads: threads.slice(0, mostUnreadThreads) }
}

/** How much is unread in a thread, and the other threads that have something unread. */
export const apart = (
  { unreadThreads }: FeedView,
  parentId: MessageId | null,
): readonly [number, FeedView['unreadThreads']] => [
  unreadThreads.find((thread) => thread.parentId === parentId)?.unread ?? 0,
  unreadThreads.filter((thread) => thread.parentId !== parentId),
]
