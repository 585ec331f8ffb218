import { FeedId, MessageId, Segment, Timestamp, UserId } from '@parley/domain'
import * as t from 'io-ts'

/** A thread with replies that somebody has not read, and how many. */
export const UnreadThread = t.strict({ parentId: MessageId, unread: t.number }, 'UnreadThread')
export type UnreadThread = t.TypeOf<typeof UnreadThread>

/** What is known of the messages that mention somebody. */
export const Mentioned = {
  /** How many of those that are unread mention them. */
  unreadMentions: t.number,
  /** The segment of the last that does, read or not, since they joined; 0: none. */
  lastMentionedSegment: Segment,
}

/** A feed of a channel that stands, as it is for a member. */
export const FeedView = t.exact(
  t.intersection([
    t.type({
      feedId: FeedId,
      name: t.string,
      /** 0 where nothing was sent. */
      lastSegment: Segment,
      /** The message at that segment, deleted or not. */
      lastMessageId: t.union([MessageId, t.null]),
      /** When that message was sent, or else when the feed was created. */
      lastActivityAt: Timestamp,
      createdAt: Timestamp,
      createdBy: UserId,
      /** When it was last renamed. */
      editedAt: t.union([Timestamp, t.null]),
      /** Messages that stand, replies with them. */
      messageCount: t.number,
      /** Its last segment when they joined. */
      joinedSegment: Segment,
      /** How far they have read what stands at the top of threads; 0 where they have not. */
      readTo: Segment,
      /** How far they have read it as a whole, with the replies in all threads. */
      threadsReadTo: Segment,
      /** Messages of others that stand, after what they have read and after they joined, replies with them. */
      unread: t.number,
      /** Where replies are unread, the latest first: the threads of the latest 200 of them, and 50 at most. */
      unreadThreads: t.array(UnreadThread),
    }),
    t.partial(Mentioned),
  ]),
  'FeedView',
)
export type FeedView = t.TypeOf<typeof FeedView>
