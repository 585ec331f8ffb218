import {
  Body,
  ChannelNotificationMode,
  CommandId,
  Description,
  FeedId,
  FeedName,
  FileId,
  FlagLimit,
  keptFields,
  LimitCount,
  listOf,
  Mentions,
  Metadata,
  Nickname,
  OuterId,
  orNull,
  Rate,
  ReasonOrNone,
  Role,
  Segment,
  SegmentByFeed,
  Tags,
  Timestamp,
  Until,
  UserId,
  WindowSeconds,
} from '@parley/domain'
import * as t from 'io-ts'

/** The documents of the social format, a file of lines of JSON for each kind. */

/** In which file the documents of a kind are. */
export const fileOf = {
  channel: 'channels.ndjson',
  channelUser: 'channel-users.ndjson',
  messageFeed: 'message-feeds.ndjson',
  message: 'messages.ndjson',
  reaction: 'reactions.ndjson',
} as const
export type DocumentKind = keyof typeof fileOf

/** Who did something, and when. */
const Done = t.type({ at: Timestamp, by: UserId }, 'Done')

/** A moment, in any notation of ISO 8601; in UTC, too, its year has four digits. */
export const Moment = t.refinement(
  t.string,
  (s) => {
    if (!/^\d{4}-\d\d-\d\dT/.test(s)) return false
    const ms = Date.parse(s)
    return !Number.isNaN(ms) && Timestamp.is(new Date(ms).toISOString())
  },
  'Moment',
)
const Name = t.refinement(t.string, (s) => s.length > 0 && s.length <= 256, 'Name')

/** A mute that was not taken back; it may have ended by itself. */
const Mute = t.intersection([Done, t.type({ until: Until, reason: ReasonOrNone })])

/** A limit that was not lifted; it may have ended by itself. */
const Limit = t.intersection([
  Done,
  t.type({ limit: LimitCount, windowSeconds: WindowSeconds, until: Until }),
])
export type Limit = t.TypeOf<typeof Limit>

/** What is kept with a channel, and who changed it last. */
const Details = t.exact(
  t.intersection([
    Done,
    t.type({
      metadata: orNull(Metadata),
      tags: orNull(Tags),
      avatarFileId: orNull(FileId),
      isPublic: orNull(t.boolean),
    }),
  ]),
)

/** What the format has no field for stands in `parley`, in documents that Parley wrote. */
export const Channel = t.intersection([
  t.type({ channelId: Name, type: t.string, createdAt: Moment }),
  t.partial({
    channelPublicId: Name,
    displayName: orNull(t.string),
    isDeleted: t.boolean,
    isDistinct: t.boolean,
    isPublic: t.boolean,
    updatedAt: Moment,
    memberCount: t.number,
    messageCount: t.number,
    tags: orNull(t.array(t.unknown)),
    metadata: orNull(t.UnknownRecord),
    avatarFileId: orNull(t.string),
    notificationMode: t.string,
    muteTimeout: orNull(t.string),
    rateLimit: orNull(t.number),
    rateLimitWindow: orNull(t.number),
    rateLimitTimeout: orNull(t.string),
    messageAutoDeleteEnabled: t.boolean,
    autoDeleteMessageByFlagLimit: orNull(t.number),
    attachedTo: orNull(t.UnknownRecord),
    parley: t.type({
      createdBy: UserId,
      companyId: orNull(OuterId),
      communityId: orNull(OuterId),
      commandId: CommandId,
      names: t.array(t.intersection([Done, t.type({ name: orNull(t.string) })])),
      descriptions: t.array(t.intersection([Done, t.type({ description: Description })])),
      archived: orNull(Done),
      details: orNull(Details),
      muted: orNull(Mute),
      limit: orNull(Limit),
      flagLimit: orNull(t.intersection([Done, t.type({ limit: FlagLimit })])),
      notification: orNull(t.intersection([Done, t.type({ mode: ChannelNotificationMode })])),
    }),
  }),
])
export type Channel = t.TypeOf<typeof Channel>

export const Cursor = t.intersection([
  t.type({ feedId: FeedId, readTo: Segment, at: Timestamp }),
  t.partial({ parentId: orNull(t.string) }),
])

export type Cursor = t.TypeOf<typeof Cursor>

/** A ban that was not taken back; it may have ended by itself. */
const Ban = t.intersection([
  Done,
  t.type({ rolesBefore: listOf(Role, 100), until: Until, reason: ReasonOrNone }),
])

export const ChannelUser = t.intersection([
  t.type({ userId: Name, channelId: Name, membership: t.string, createdAt: Moment }),
  t.partial({
    userPublicId: Name,
    channelPublicId: Name,
    roles: t.array(t.string),
    readToSegment: orNull(t.number),
    muteTimeout: orNull(t.string),
    updatedAt: Moment,
    parley: t.type({
      /** Null for somebody who was banned and never was a member. */
      member: orNull(
        t.type({
          by: UserId,
          segments: SegmentByFeed,
          roles: t.array(t.intersection([Done, t.type({ role: Role })])),
          nickname: orNull(t.intersection([Done, t.type({ nickname: Nickname })])),
          left: orNull(Done),
          cursors: t.array(Cursor),
        }),
      ),
      ban: orNull(Ban),
      mute: orNull(Mute),
      limit: orNull(Limit),
    }),
  }),
])
export type ChannelUser = t.TypeOf<typeof ChannelUser>

export const MessageFeed = t.intersection([
  t.type({ messageFeedId: Name, channelId: Name, createdAt: Moment }),
  t.partial({
    channelPublicId: Name,
    name: orNull(t.string),
    creatorId: orNull(t.string),
    creatorPublicId: orNull(t.string),
    isDeleted: t.boolean,
    childCount: t.number,
    parley: t.intersection([
      t.type({ feedId: FeedId }),
      /** All that it was called, the latest last. */
      t.partial({ names: t.array(t.intersection([Done, t.type({ name: FeedName })])) }),
    ]),
  }),
])
export type MessageFeed = t.TypeOf<typeof MessageFeed>

/** What a message said at first, or by an edit. */
export const Version = t.exact(
  t.intersection([
    t.type({ body: Body, at: Timestamp }),
    t.partial({ ...keptFields, newMentions: Mentions }),
  ]),
)
export type Version = t.TypeOf<typeof Version>

export const Message = t.intersection([
  t.type({ messageId: Name, channelId: Name, messageFeedId: Name, segment: Segment, createdAt: Moment }),
  t.partial({
    publicId: Name,
    channelPublicId: Name,
    parentId: orNull(t.string),
    creatorId: orNull(t.string),
    creatorPublicId: orNull(t.string),
    dataType: t.string,
    data: orNull(t.UnknownRecord),
    tags: orNull(t.array(t.unknown)),
    metadata: orNull(t.UnknownRecord),
    mentionedUsers: orNull(t.array(t.unknown)),
    childCount: t.number,
    reactionCount: t.number,
    flagCount: t.number,
    editedAt: orNull(Moment),
    isDeleted: t.boolean,
    updatedAt: Moment,
    parley: t.type({
      commandId: CommandId,
      kind: t.string,
      /** All that it said, the latest last; nothing where its text is all. */
      versions: t.array(Version),
      deleted: orNull(Done),
      pinned: orNull(Done),
      /** What its sender had sent with it, where a limit held. */
      rate: orNull(Rate),
      flags: t.array(t.intersection([Done, t.type({ reason: ReasonOrNone })])),
    }),
  }),
])
export type Message = t.TypeOf<typeof Message>

export const Reaction = t.intersection([
  t.type({ reactionName: t.string, userId: Name, referenceId: Name, createdAt: Moment }),
  t.partial({ reactionId: t.string, referenceType: t.string }),
])
export type Reaction = t.TypeOf<typeof Reaction>

/** What a document of each kind is read by. */
export const codecs = {
  channel: Channel,
  channelUser: ChannelUser,
  messageFeed: MessageFeed,
  message: Message,
  reaction: Reaction,
} as const
