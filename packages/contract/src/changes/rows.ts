import {
  Body,
  ChannelType,
  CommandId,
  FeedId,
  FileId,
  Mentions,
  MessageId,
  Metadata,
  oneOf,
  ReactionName,
  Role,
  Segment,
  SegmentByFeed,
  Tags,
  Timestamp,
  UserId,
} from '@parley/domain'
import * as t from 'io-ts'
import { publicRow } from './public-row.ts'

/**
 * The rows that whoever watches is told changes of, as they stand for everyone who may see them. A row is known by its
 * key within its channel; the channel itself has none.
 */

const orNull = <C extends t.Mixed>(codec: C) => t.union([codec, t.null])

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
  },
  /** Null where it is called by its members. */
  nullable: {
    name: orNull(t.string),
    createdBy: orNull(UserId),
    ...details,
    avatarFileId: orNull(FileId),
    /** Whether it is listed; null: as its type says. */
    isPublic: orNull(t.boolean),
  },
  counters: { memberCount: t.number },
})

/** A feed of the channel. */
const feed = publicRow('feed', {
  key: { feedId: FeedId },
  columns: {
    name: t.string,
    lastSegment: Segment,
    lastActivityAt: Timestamp,
  },
  nullable: { lastMessageId: orNull(MessageId) },
  counters: {},
})

/** Somebody who is in the channel. */
const member = publicRow('member', {
  key: { userId: UserId },
  columns: { role: Role, joinedAt: Timestamp, joinedSegments: SegmentByFeed },
  nullable: {},
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

/** Every public row, by its name. */
export const publicRows = { channel, feed, member, message, reaction, pin, cursor } as const
