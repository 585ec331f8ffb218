import { MessageId, Role, Segment, UserId } from '@parley/domain'
import * as t from 'io-ts'
import { ChannelView } from './channel.ts'
import { MessagePreview } from './preview.ts'

/** A thread with replies that somebody has not read, and how many. */
export const UnreadThread = t.strict({ parentId: MessageId, unread: t.number }, 'UnreadThread')
export type UnreadThread = t.TypeOf<typeof UnreadThread>

/** A line of somebody's conversation list: a channel that they are a member of, as it stands for them. */
export const ConversationView = t.strict(
  {
    channel: ChannelView,
    role: Role,
    joinedSegment: Segment,
    /** How far they have read what stands at the top of threads; 0 where they have not. */
    readTo: Segment,
    /** How far they have read the main feed as a whole, with the replies in all threads. */
    threadsReadTo: Segment,
    /** Messages of others that stand, after what they have read and after they joined, replies with them. */
    unread: t.number,
    /** Where replies are unread, the latest first: the threads of the latest 200 of them, and 50 at most. */
    unreadThreads: t.array(UnreadThread),
    /** How the message at the last segment begins, deleted or not; null where nothing was sent. */
    lastMessage: t.union([MessagePreview, t.null]),
    /** The other person of a conversation of two; null for every other type. */
    withUserId: t.union([UserId, t.null]),
  },
  'ConversationView',
)
export type ConversationView = t.TypeOf<typeof ConversationView>
