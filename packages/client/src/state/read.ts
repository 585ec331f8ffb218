import { beforeFirst, type FeedId, type MessageId, type Segment } from '@parley/domain'
import {
  type ChangeOf,
  type FeedView,
  mostUnreadReplies,
  mostUnreadThreads,
  type Update,
} from '@parley/contract'
import type { Conversation } from './client-state.ts'
import { apart, feedOf, withFeed } from './feed.ts'
import { type AfterOwn, afterOwn } from './personal.ts'

const later = (one: Segment, other: Segment): Segment => (one > other ? one : other)

/** How many replies are unread in the threads that a conversation names. */
export const unreadReplies = ({ unreadThreads }: Pick<FeedView, 'unreadThreads'>): number =>
  unreadThreads.reduce((sum, { unread }) => sum + unread, 0)

/** Whether a feed names all threads that have unread replies. */
const namesAll = (feed: Pick<FeedView, 'unreadThreads'>): boolean =>
  feed.unreadThreads.length < mostUnreadThreads && unreadReplies(feed) < mostUnreadReplies

/**
 * A conversation after its person has read some of it, or changed what is theirs alone there, here or elsewhere. `asks`: how much is left unread is not clear
 * from here.
 */
export const foldRead = (conversation: Conversation, { position, changes }: Update): AfterOwn => {
  if (position <= conversation.inboxPosition) return { conversation, asks: false }
  const at: AfterOwn = { conversation: { ...conversation, inboxPosition: position }, asks: false }
  return changes.reduce((read, change) => {
    if (change.row !== 'cursor') {
      const { conversation: own, asks } = afterOwn(read.conversation, change)
      return { conversation: own, asks: read.asks || asks }
    }
    const feed = feedOf(read.conversation, change.feedId)
    if (change.put === undefined || feed === undefined) return read
    const after = withoutMentions(feed, afterCursor(feed, change, change.put.readTo))
    return { conversation: withFeed(read.conversation, after.feed), asks: read.asks || after.asks }
  }, at)
}

/** Where nothing is left unread, no mention is; which of those that are left mention one, is not known from here. */
const withoutMentions = (before: FeedView, { feed, asks }: MarkedFeed): MarkedFeed => {
  const { unreadMentions = 0 } = before
  if (unreadMentions === 0) return { feed, asks }
  return feed.unread === 0 ? { feed: { ...feed, unreadMentions: 0 }, asks } : { feed, asks: true }
}

interface MarkedFeed {
  readonly feed: FeedView
  readonly asks: boolean
}

/** A feed after a mark. How much is left is clear where all of a part was read, and the feed knows what is in the others. */
const afterCursor = (
  feed: FeedView,
  { part, parentId }: ChangeOf<'cursor'>,
  segment: Segment,
): MarkedFeed => {
  const { lastSegment } = feed
  if (part === 'thread') {
    // Of a thread that was read further than is known here, the replies are yet to come.
    if (segment !== lastSegment || !namesAll(feed)) return { feed, asks: true }
    const [unread, unreadThreads] = apart(feed, parentId)
    return { feed: { ...feed, unread: feed.unread - unread, unreadThreads }, asks: false }
  }
  const isAll = part === 'all'
  const threadsReadTo = isAll ? later(feed.threadsReadTo, segment) : feed.threadsReadTo
  const read = { ...feed, readTo: later(feed.readTo, segment), threadsReadTo }
  if (segment < lastSegment || !(isAll || namesAll(feed))) return { feed: read, asks: true }
  const unreadThreads = isAll ? [] : feed.unreadThreads
  return { feed: { ...read, unreadThreads, unread: unreadReplies({ unreadThreads }) }, asks: false }
}

/** What somebody says that they have read: without a segment all of a feed, with a parent the replies to it. */
export interface Read {
  /** The main one where absent. */
  readonly feedId?: FeedId
  readonly segment?: Segment
  readonly parentId?: MessageId
}

interface Mark {
  readonly feedId: FeedId
  readonly segment: Segment
  readonly parentId?: MessageId | null
}

/** The mark that says so, where it says anything new; it covers nothing that is unread elsewhere. */
export const markOf = (feed: FeedView, { segment: upTo, parentId }: Read): Mark | null => {
  const { feedId, lastSegment } = feed
  const segment = upTo === undefined || upTo > lastSegment ? lastSegment : upTo
  if (segment === beforeFirst) return null
  if (parentId !== undefined) {
    const isNews = feed.unreadThreads.some((thread) => thread.parentId === parentId) || !namesAll(feed)
    return isNews ? { feedId, segment, parentId } : null
  }
  if (upTo === undefined) return segment > feed.threadsReadTo ? { feedId, segment } : null
  if (segment <= feed.readTo) return null
  // Where no thread has anything unread, a mark of the whole says the same, and counts are short again.
  return feed.unreadThreads.length === 0 ? { feedId, segment } : { feedId, segment, parentId: null }
}
