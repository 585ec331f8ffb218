import { Role, Segment, UserId } from '@parley/domain'
import * as t from 'io-ts'
import { ChannelView } from './channel.ts'
import { FeedView, Mentioned, UnreadThread } from './feed.ts'
import { PersonalView } from './personal.ts'
import { MessagePreview } from './preview.ts'

/**
 * A channel that somebody is a member of, as it stands for them. What it says of reading and of the last message is that
 * of the main feed; how much is unread, and how much of that mentions them, of all its feeds.
 */
export const ConversationView = t.exact(
  t.intersection([
    t.type({
      channel: ChannelView,
      role: Role,
      joinedSegment: Segment,
      /** How far they have read what stands at the top of threads; 0 where they have not. */
      readTo: Segment,
      /** How far they have read the main feed as a whole, with the replies in all threads. */
      threadsReadTo: Segment,
      /** The sum of what is unread in its feeds. */
      unread: t.number,
      unreadThreads: t.array(UnreadThread),
      /** How the message at the last segment begins, deleted or not; null where nothing was sent. */
      lastMessage: t.union([MessagePreview, t.null]),
      /** The first 100 of its feeds that stand, in the order in which they began: the main one first. */
      feeds: t.array(FeedView),
      /** The other person of a conversation of two; null for every other channel. */
      withUserId: t.union([UserId, t.null]),
      /** What is theirs alone in it. */
      personal: PersonalView,
    }),
    t.partial({
      ...Mentioned,
      /** All others of a conversation, by user id; nobody for every other type. */
      withUserIds: t.array(UserId),
    }),
  ]),
  'ConversationView',
)
export type ConversationView = t.TypeOf<typeof ConversationView>
