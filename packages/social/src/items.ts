import type { ChannelEvent, Timestamp } from '@parley/domain'

/** In which order events of one moment come. */
const ranks = {
  ChannelCreated: 0,
  FeedCreated: 1,
  MemberJoined: 2,
  MessageSent: 3,
  MessageEdited: 4,
  ReactionAdded: 5,
  ReactionRemoved: 5,
  MessagePinned: 6,
  MessageUnpinned: 6,
  MessageFlagged: 6,
  MessageUnflagged: 6,
  FlagsCleared: 6,
  MessageDeleted: 7,
  ChannelRenamed: 8,
  ChannelDescribed: 8,
  ChannelDetailsChanged: 8,
  ChannelNotificationSet: 8,
  ChannelMuted: 8,
  ChannelUnmuted: 8,
  FeedRenamed: 8,
  FeedDeleted: 8,
  FlagLimitSet: 8,
  RateLimitSet: 8,
  RateLimitLifted: 8,
  MemberRoleChanged: 9,
  NicknameSet: 9,
  MemberBanned: 10,
  MemberUnbanned: 10,
  MemberMuted: 10,
  MemberUnmuted: 10,
  MemberLeft: 11,
  ChannelArchived: 12,
  ChannelUnarchived: 13,
  ChannelDeleted: 14,
} as const satisfies Readonly<Record<ChannelEvent['type'], number>>

/** An event, and the moment by which it is put in order: not before what it speaks of. */
interface TimedEvent {
  readonly key: Timestamp | ''
  readonly event: ChannelEvent
}

/** Puts events in the order in which they happened. */
export const inOrder = (items: ReadonlyArray<TimedEvent>): ReadonlyArray<ChannelEvent> =>
  items
    .toSorted((one, other) =>
      one.key === other.key ? ranks[one.event.type] - ranks[other.event.type] : one.key < other.key ? -1 : 1,
    )
    .map(({ event }) => event)

/** The later of two moments. */
export const later = (one: Timestamp, other: Timestamp): Timestamp => (one > other ? one : other)
