import {
  Body,
  ChannelId,
  CommandId,
  FeedId,
  Mentions,
  MessageId,
  Metadata,
  ReactionName,
  Segment,
  Tags,
  Timestamp,
  UserId,
  orNull,
} from '@parley/domain'
import * as t from 'io-ts'

/** How many people reacted with one name, whether one is among them oneself, and some of them, by whom it is shown. */
export const ReactionView = t.strict(
  {
    name: ReactionName,
    count: t.number,
    mine: t.boolean,
    /** The first `mostNamed` of those who did, in the order in which they did. All of them: the query `reactions`. */
    userIds: t.array(UserId),
  },
  'ReactionView',
)
export type ReactionView = t.TypeOf<typeof ReactionView>

/** A message as everyone sees it; a deleted one has no body and no reactions, and keeps its place. */
export const MessageView = t.exact(
  t.intersection([
    t.type({
      messageId: MessageId,
      channelId: ChannelId,
      feedId: FeedId,
      segment: Segment,
      parentId: orNull(MessageId),
      senderId: UserId,
      clientMessageId: CommandId,
      body: orNull(Body),
      sentAt: Timestamp,
      editedAt: orNull(Timestamp),
      deletedAt: orNull(Timestamp),
      deletedBy: orNull(UserId),
      /** Replies that stand (deleted ones are not counted), and when the last was sent. */
      replyCount: t.number,
      lastReplyAt: orNull(Timestamp),
      /** Sorted by name, in the order of JavaScript strings. */
      reactions: t.array(ReactionView),
    }),
    t.partial({ metadata: orNull(Metadata), tags: orNull(Tags), mentions: orNull(Mentions) }),
  ]),
  'MessageView',
)
export type MessageView = t.TypeOf<typeof MessageView>
