import { Role, Segment, UserId } from '@parley/domain'
import * as t from 'io-ts'
import { ChannelView } from './channel.ts'
import { MessagePreview } from './preview.ts'

/** A line of somebody's conversation list: a channel that they are a member of, as it stands for them. */
export const ConversationView = t.strict(
  {
    channel: ChannelView,
    role: Role,
    joinedSegment: Segment,
    /** How far they have read the main feed; 0 where they have not. */
    readTo: Segment,
    /** Messages of others that stand, after what they have read and after they joined. */
    unread: t.number,
    /** How the message at the last segment begins, deleted or not; null where nothing was sent. */
    lastMessage: t.union([MessagePreview, t.null]),
    /** The other person of a conversation of two; null for every other type. */
    withUserId: t.union([UserId, t.null]),
  },
  'ConversationView',
)
export type ConversationView = t.TypeOf<typeof ConversationView>
