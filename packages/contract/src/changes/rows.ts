import {
  AttachedTo,
  Body,
  ChannelNotificationMode,
  ChannelType,
  DisplayName,
  DraftText,
  CommandId,
  FeedId,
  FileId,
  Mentions,
  MessageId,
  Metadata,
  Nickname,
  NotificationMode,
  oneOf,
  OuterId,
  ReactionName,
  Role,
  Segment,
  SegmentByFeed,
  StatusText,
  Tags,
  Timestamp,
  UserId,
  orNull,
} from '@parley/domain'
import * as t from 'io-ts'
import { publicRow } from './public-row.ts'

/**
 * The rows that whoever watches is told changes of, as they stand for everyone who may see them. A row is known by its
 * key within its channel; the channel itself has none.
 */

/** What an application keeps with a row. */
const details = { metadata: orNull(Metadata), tags: orNull(Tags) }

/** A channel. */
const channel = publicRow('channel', {
  key: {},
  columns: {
    channelType: ChannelType,
    description: t.string,
    archived: t.boolean,
    createdAt: Timestamp,
    /** When its last message was sent, in whichever feed, or else when it was created. */
    lastActivityAt: Timestamp,
    /** Of what it notifies its members. */
    notification: ChannelNotificationMode,
  },
  /** Null where it is called by its members. */
  nullable: {
    name: orNull(t.string),
    createdBy: orNull(UserId),
    ...details,
    avatarFileId: orNull(FileId),
    /** Whether it is listed; null: as its type says. */
    isPublic: orNull(t.boolean),
    /** The company or community that it is one of, and what it is attached to. */
    companyId: orNull(OuterId),
    communityId: orNull(OuterId),
    attachedTo: orNull(AttachedTo),
  },
  counters: { memberCount: t.number },
})

/** A feed of the channel. One that was deleted is shown no more, nor is anything of it. */
const feed = publicRow('feed', {
  key: { feedId: FeedId },
  columns: {
    name: t.string,
    lastSegment: Segment,
    lastActivityAt: Timestamp,
    createdAt: Timestamp,
    createdBy: UserId,
  },
  nullable: {
    lastMessageId: orNull(MessageId),
    /** When it was last renamed. */
    editedAt: orNull(Timestamp),
    deletedAt: orNull(Timestamp),
  },
  /** Messages that stand, replies with them. */
  counters: { messageCount: t.number },
})

/** Somebody who is in the channel. */
const member = publicRow('member', {
  key: { userId: UserId },
  columns: { role: Role, joinedAt: Timestamp, joinedSegments: SegmentByFeed },
  /** What they are called in the channel, where they said so. */
  nullable: { nickname: orNull(Nickname) },
  counters: {},
})

/** A message. A deleted one keeps its row, without a body. */
const message = publicRow('message', {
  key: { messageId: MessageId },
  columns: {
    feedId: FeedId,
    segment: Segment,
    senderId: UserId,
    clientMessageId: CommandId,
    sentAt: Timestamp,
  },
  nullable: {
    /** The message that it answers; null at the top of a thread. */
    parentId: orNull(MessageId),
    body: orNull(Body),
    ...details,
    mentions: orNull(Mentions),
    editedAt: orNull(Timestamp),
    deletedAt: orNull(Timestamp),
    deletedBy: orNull(UserId),
    lastReplyAt: orNull(Timestamp),
  },
  /** Replies that stand. */
  counters: { replyCount: t.number },
})

/** One name that somebody reacted with. Those of a deleted message are shown no more. */
const reaction = publicRow('reaction', {
  key: { messageId: MessageId, name: ReactionName, userId: UserId },
  columns: {},
  nullable: {},
  counters: {},
})

/** A message that is pinned. */
const pin = publicRow('pin', {
  key: { messageId: MessageId },
  columns: { pinnedBy: UserId, pinnedAt: Timestamp },
  nullable: {},
  counters: {},
})

/** How far one's own reading has come: of a feed as a whole, of the top of its threads, or of the replies to a message. */
const cursor = publicRow('cursor', {
  key: {
    feedId: FeedId,
    part: oneOf(['all', 'top', 'thread'], 'CursorPart'),
    /** The message whose replies are read, where it is a thread. */
    parentId: orNull(MessageId),
  },
  columns: { readTo: Segment, readAt: Timestamp },
  nullable: {},
  counters: {},
})

/** What one chose to be notified of oneself, in a feed, or in all that have nothing of their own. */
const notification = publicRow('notification', {
  key: { feedId: orNull(FeedId) },
  columns: { mode: NotificationMode },
  nullable: { until: orNull(Timestamp) },
  counters: {},
})

/** That one put the conversation away oneself, until a message comes after one of these segments. */
const putAway = publicRow('putAway', {
  key: {},
  columns: { segments: SegmentByFeed },
  nullable: {},
  counters: {},
})

/** That the channel is among one's favourites. */
const favourite = publicRow('favourite', {
  key: {},
  columns: { since: Timestamp },
  nullable: {},
  counters: {},
})

/** What one writes in a feed, until a message of one's own at the top of threads comes after that segment. */
const draft = publicRow('draft', {
  key: { feedId: FeedId },
  columns: { text: DraftText, segment: Segment, savedAt: Timestamp },
  nullable: {},
  counters: {},
})

/** Up to where the messages of a feed have come to a device of one's own. */
const delivered = publicRow('delivered', {
  key: { feedId: FeedId },
  columns: { deliveredTo: Segment, deliveredAt: Timestamp },
  nullable: {},
  counters: {},
})

/** That one keeps to oneself what one has read of the channel. */
const receiptsKept = publicRow('receiptsKept', {
  key: {},
  columns: { since: Timestamp },
  nullable: {},
  counters: {},
})

/** What a person says of themselves. It is known by whose it is, and in no channel. */
const profile = publicRow('profile', {
  key: {},
  columns: {},
  nullable: {
    displayName: orNull(DisplayName),
    avatarFileId: orNull(FileId),
    metadata: orNull(Metadata),
  },
  counters: {},
})

/** What a person says that they are at just now, perhaps until a moment. It is known as the profile is. */
const status = publicRow('status', {
  key: {},
  columns: { text: StatusText },
  nullable: { until: orNull(Timestamp) },
  counters: {},
})

/** Every public row, by its name. */
export const publicRows = {
  channel,
  feed,
  member,
  message,
  reaction,
  pin,
  cursor,
  notification,
  putAway,
  favourite,
  draft,
  delivered,
  receiptsKept,
  profile,
  status,
} as const
