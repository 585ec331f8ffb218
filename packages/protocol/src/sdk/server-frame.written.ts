// Written from the codec `ServerFrame` by test/description.test.ts: `vitest -u` writes it anew.
import { change, dictionary, kindAlone, leftOut, list, oneOf, optional, orNull, partial, record, tagged, textAlone } from './read.ts'
import { altText, boolean, count, data, displayName, draftText, extension, fileId, flagCount, flagLimit, label, latitude, limitCount, link, longitude, messageText, metadata, mimeType, name, nickname, number, outerId, positive, reactionName, reason, slug, statusText, string, tag, timestamp, uuid, windowSeconds } from './scalars.ts'

const CommandResult = partial({ channelId: uuid, messageId: uuid, segment: count, fileId })

const BelongingField = oneOf('companyId', 'communityId')

const Role = oneOf('owner', 'admin', 'moderator', 'member', 'guest')

const FileType = oneOf('image', 'video', 'audio', 'clip', 'file')

const Rejection = tagged('_tag', {
  TooManyChannels: { most: number },
  BelongingDiffers: { field: BelongingField, needed: boolean },
  ChannelIsFull: { most: number },
  RoleTooLow: { needs: Role },
  MissingPermission: { action: string },
  OutranksYou: { userId: name },
  UserIsNotAMember: { userId: name },
  MayNotAdd: { userId: name },
  FeedNotFound: { feedId: slug },
  FeedIsDeleted: { feedId: slug },
  FeedExists: { feedId: slug },
  TooManyFeeds: { of: oneOf('standing', 'created'), most: number },
  MessageNotFound: { messageId: uuid },
  MessageIsDeleted: { messageId: uuid },
  NotTheSender: { messageId: uuid },
  RepliesDoNotNest: { parentId: uuid },
  TooManyMentions: { most: number },
  TooManyReactions: { of: oneOf('names', 'reactions'), most: number },
  TooManyPins: { most: number },
  Banned: { until: orNull(timestamp) },
  UserIsBanned: { userId: name },
  Muted: { until: orNull(timestamp) },
  ChannelIsMuted: { until: orNull(timestamp) },
  LimitReached: { retryAt: timestamp },
  MessageIsYours: { messageId: uuid },
  AlreadyOver: { until: timestamp },
  SegmentNotReached: { lastSegment: count },
  NotForSoMany: { most: number },
  FileNotFound: { fileId },
  FileTooLarge: { most: number },
  FileSizeDiffers: { size: number },
  FileTypeDiffers: { fileType: FileType, mimeType },
  TooManyFiles: { most: number, mostBytes: number },
}, kindAlone)

const ChannelType = oneOf('standard', 'private', 'conversation', 'broadcast', 'community', 'live', 'company', 'support')

const ChannelNotificationMode = oneOf('default', 'silent', 'subscribe')

const AttachedTo = partial({ postId: outerId, videoStreamId: outerId, roomId: outerId })

const ChannelView = record({ channelId: uuid, channelType: ChannelType, name: orNull(string), description: string, archived: boolean, notification: ChannelNotificationMode, memberCount: number, lastSegment: count, createdAt: timestamp, lastActivityAt: timestamp, updatedAt: timestamp, revision: count, position: count, createdBy: optional(orNull(name)), metadata: optional(orNull(metadata)), tags: optional(orNull(list(tag))), avatarFileId: optional(orNull(fileId)), isPublic: optional(orNull(boolean)), companyId: optional(orNull(outerId)), communityId: optional(orNull(outerId)), attachedTo: optional(orNull(AttachedTo)) })

const UnreadThread = record({ parentId: uuid, unread: number })

const BodyPreview = record({ kind: oneOf('text', 'action'), text: string, cut: boolean, of: optional(string) })

const MessagePreview = record({ messageId: uuid, feedId: slug, segment: count, parentId: orNull(uuid), senderId: name, body: orNull(BodyPreview), sentAt: timestamp, editedAt: orNull(timestamp), deletedAt: orNull(timestamp), deletedBy: orNull(name) })

const FeedView = record({ feedId: slug, name: string, lastSegment: count, lastMessageId: orNull(uuid), lastActivityAt: timestamp, createdAt: timestamp, createdBy: name, editedAt: orNull(timestamp), messageCount: number, joinedSegment: count, readTo: count, threadsReadTo: count, unread: number, unreadThreads: list(UnreadThread), unreadMentions: optional(number), lastMentionedSegment: optional(count) })

const NotificationMode = oneOf('default', 'all', 'mentions', 'silent')

const NotificationView = record({ feedId: orNull(slug), mode: NotificationMode, until: orNull(timestamp) })

const SegmentByFeed = dictionary(slug, count)

const DraftView = record({ feedId: slug, text: draftText, segment: count, savedAt: timestamp })

const PersonalView = record({ notifications: list(NotificationView), putAway: orNull(SegmentByFeed), favourite: boolean, receiptsKept: boolean, drafts: list(DraftView) })

const ConversationView = record({ channel: ChannelView, role: Role, joinedSegment: count, readTo: count, threadsReadTo: count, unread: number, unreadThreads: list(UnreadThread), lastMessage: orNull(MessagePreview), feeds: list(FeedView), withUserId: orNull(name), personal: PersonalView, unreadMentions: optional(number), lastMentionedSegment: optional(count), withUserIds: optional(list(name)) })

const Body = tagged('kind', {
  text: { text: messageText },
  action: { text: messageText },
  image: { fileId, name: label, mimeType, size: count, thumbnailFileId: optional(fileId), text: optional(messageText), width: optional(count), height: optional(count), durationMs: optional(count) },
  video: { fileId, name: label, mimeType, size: count, thumbnailFileId: optional(fileId), text: optional(messageText), width: optional(count), height: optional(count), durationMs: optional(count) },
  audio: { fileId, name: label, mimeType, size: count, thumbnailFileId: optional(fileId), text: optional(messageText), width: optional(count), height: optional(count), durationMs: optional(count) },
  file: { fileId, name: label, mimeType, size: count, thumbnailFileId: optional(fileId), text: optional(messageText), width: optional(count), height: optional(count), durationMs: optional(count) },
  location: { latitude, longitude, name: optional(label), text: optional(messageText) },
  custom: { data, text: optional(messageText) },
  json: { data, text: optional(messageText) },
  imagemap: { fileId, areas: list(record({ x: count, y: count, width: count, height: count, link: optional(link) })), text: optional(messageText) },
  system: { code: slug, args: data, text: optional(messageText) },
}, textAlone)

const ReactionView = record({ name: reactionName, count: number, mine: boolean, userIds: list(name) })

const Mention = tagged('type', {
  user: { userIds: list(name) },
  channel: {},
  here: {},
}, leftOut)

const MessageView = record({ messageId: uuid, channelId: uuid, feedId: slug, segment: count, parentId: orNull(uuid), senderId: name, clientMessageId: name, body: orNull(Body), sentAt: timestamp, editedAt: orNull(timestamp), deletedAt: orNull(timestamp), deletedBy: orNull(name), replyCount: number, lastReplyAt: orNull(timestamp), reactions: list(ReactionView), metadata: optional(orNull(metadata)), tags: optional(orNull(list(tag))), mentions: optional(orNull(list(Mention))) })

const MemberView = record({ userId: name, role: Role, joinedAt: timestamp, joinedSegments: SegmentByFeed, nickname: orNull(nickname) })

const PinView = record({ message: MessageView, pinnedBy: name, pinnedAt: timestamp })

const BanView = record({ userId: name, until: orNull(timestamp), bannedAt: timestamp, bannedBy: name, reason: orNull(reason) })

const ReceiptView = record({ userId: name, deliveredAt: orNull(timestamp), readAt: orNull(timestamp) })

const ChannelMuteView = record({ until: orNull(timestamp), mutedAt: timestamp, mutedBy: name, reason: orNull(reason) })

const MuteView = record({ userId: name, until: orNull(timestamp), mutedAt: timestamp, mutedBy: name, reason: orNull(reason) })

const HeldView = record({ of: oneOf('member', 'channel'), until: orNull(timestamp) })

const LimitedView = record({ limit: limitCount, windowSeconds, until: orNull(timestamp), retryAt: orNull(timestamp) })

const ChannelLimitView = record({ limit: limitCount, windowSeconds, until: orNull(timestamp), setAt: timestamp, setBy: name })

const LimitView = record({ userId: name, limit: limitCount, windowSeconds, until: orNull(timestamp), setAt: timestamp, setBy: name })

const VersionView = record({ body: Body, saidAt: timestamp })

const FlagView = record({ userId: name, reason: orNull(reason), flaggedAt: timestamp })

const ReportView = record({ message: MessageView, flagCount, flags: list(FlagView) })

const StatusView = record({ text: statusText, until: orNull(timestamp) })

const PersonView = record({ userId: name, displayName: orNull(displayName), avatarFileId: orNull(fileId), metadata: orNull(metadata), status: orNull(StatusView), revision: orNull(count) })

const AccessType = oneOf('network', 'public')

const FileStatus = oneOf('registered', 'uploaded', 'deleted')

const FileView = record({ fileId, uploaderId: name, fileType: FileType, name: label, extension, size: count, mimeType, accessType: AccessType, altText: orNull(altText), metadata: orNull(metadata), status: FileStatus, width: orNull(count), height: orNull(count), registeredAt: timestamp, uploadedAt: orNull(timestamp) })

const QueryResult = tagged('type', {
  conversations: { conversations: list(ConversationView), more: boolean },
  conversation: { conversation: ConversationView },
  history: { messages: list(MessageView), more: boolean },
  thread: { parent: MessageView, replies: list(MessageView), more: boolean },
  members: { members: list(MemberView), more: boolean },
  browse: { channels: list(record({ channel: ChannelView, member: boolean })), more: boolean },
  people: { people: list(name), more: boolean },
  reactions: { people: list(name), more: boolean },
  pinned: { pins: list(PinView), more: boolean },
  search: { found: list(record({ message: MessageView, highlights: list(list(number)) })), next: orNull(string) },
  unread: { messages: list(MessageView), more: boolean },
  bans: { bans: list(BanView), more: boolean },
  receipts: { receipts: list(ReceiptView) },
  mutes: { ofChannel: orNull(ChannelMuteView), mutes: list(MuteView), more: boolean },
  restraints: { muted: orNull(HeldView), limited: orNull(LimitedView) },
  limits: { ofChannel: orNull(ChannelLimitView), limits: list(LimitView), more: boolean },
  versions: { messageId: uuid, versions: list(VersionView), more: boolean },
  reports: { flagLimit: orNull(flagLimit), reports: list(ReportView), more: boolean },
  directory: { people: list(PersonView), more: boolean },
  profiles: { people: list(PersonView), more: boolean },
  file: { file: FileView },
})

const MessageFacts = record({ messageId: uuid, senderId: name, feedId: slug, segment: count, parentId: orNull(uuid) })

const Cause = record({ type: string, at: timestamp, by: optional(name), commandId: optional(name), message: optional(MessageFacts) })

const CursorPart = oneOf('all', 'top', 'thread')

const Update = record({ revision: count, position: count, channelId: uuid, cause: Cause, changes: list(tagged('row', {
  channel: change({}, { channelType: ChannelType, description: string, archived: boolean, createdAt: timestamp, lastActivityAt: timestamp, notification: ChannelNotificationMode }, { name: orNull(string), createdBy: orNull(name), metadata: orNull(metadata), tags: orNull(list(tag)), avatarFileId: orNull(fileId), isPublic: orNull(boolean), companyId: orNull(outerId), communityId: orNull(outerId), attachedTo: orNull(AttachedTo) }, { memberCount: number }),
  feed: change({ feedId: slug }, { name: string, lastSegment: count, lastActivityAt: timestamp, createdAt: timestamp, createdBy: name }, { lastMessageId: orNull(uuid), editedAt: orNull(timestamp), deletedAt: orNull(timestamp) }, { messageCount: number }),
  member: change({ userId: name }, { role: Role, joinedAt: timestamp, joinedSegments: SegmentByFeed }, { nickname: orNull(nickname) }),
  message: change({ messageId: uuid }, { feedId: slug, segment: count, senderId: name, clientMessageId: name, sentAt: timestamp }, { parentId: orNull(uuid), body: orNull(Body), metadata: orNull(metadata), tags: orNull(list(tag)), mentions: orNull(list(Mention)), editedAt: orNull(timestamp), deletedAt: orNull(timestamp), deletedBy: orNull(name), lastReplyAt: orNull(timestamp) }, { replyCount: number }),
  reaction: change({ messageId: uuid, name: reactionName, userId: name }),
  pin: change({ messageId: uuid }, { pinnedBy: name, pinnedAt: timestamp }),
  cursor: change({ feedId: slug, part: CursorPart, parentId: orNull(uuid) }, { readTo: count, readAt: timestamp }),
  notification: change({ feedId: orNull(slug) }, { mode: NotificationMode }, { until: orNull(timestamp) }),
  putAway: change({}, { segments: SegmentByFeed }),
  favourite: change({}, { since: timestamp }),
  draft: change({ feedId: slug }, { text: draftText, segment: count, savedAt: timestamp }),
  delivered: change({ feedId: slug }, { deliveredTo: count, deliveredAt: timestamp }),
  receiptsKept: change({}, { since: timestamp }),
  profile: change({}, {}, { displayName: orNull(displayName), avatarFileId: orNull(fileId), metadata: orNull(metadata) }),
  status: change({}, { text: statusText }, { until: orNull(timestamp) }),
}, leftOut)), own: optional(oneOf(true)) })

const Watched = tagged('_tag', {
  delta: { channelId: uuid, revision: count, updates: list(Update), online: list(name) },
  snapshot: { channelId: uuid, revision: count, conversation: ConversationView, messages: list(MessageView), more: boolean, online: list(name) },
  rejected: { channelId: uuid, rejection: Rejection },
})

const ProtocolError = tagged('_tag', {
  BadFrame: { path: string, expected: string },
  FrameTooLarge: { bytes: number, most: number },
  AuthenticationFailed: { reason: string, passing: optional(oneOf('later', 'renewed')) },
  UnsupportedVersion: { supported: list(positive), reason: optional(string) },
  CommandTooLarge: { bytes: number, most: number },
  Overloaded: { retryAfter: positive },
  RateLimited: { retryAfter: positive },
  StreamCorrupt: { reference: string },
  Internal: { reference: string },
}, kindAlone)

const PersonUpdate = record({ userId: name, revision: count, position: count, cause: Cause, changes: list(tagged('row', {
  channel: change({}, { channelType: ChannelType, description: string, archived: boolean, createdAt: timestamp, lastActivityAt: timestamp, notification: ChannelNotificationMode }, { name: orNull(string), createdBy: orNull(name), metadata: orNull(metadata), tags: orNull(list(tag)), avatarFileId: orNull(fileId), isPublic: orNull(boolean), companyId: orNull(outerId), communityId: orNull(outerId), attachedTo: orNull(AttachedTo) }, { memberCount: number }),
  feed: change({ feedId: slug }, { name: string, lastSegment: count, lastActivityAt: timestamp, createdAt: timestamp, createdBy: name }, { lastMessageId: orNull(uuid), editedAt: orNull(timestamp), deletedAt: orNull(timestamp) }, { messageCount: number }),
  member: change({ userId: name }, { role: Role, joinedAt: timestamp, joinedSegments: SegmentByFeed }, { nickname: orNull(nickname) }),
  message: change({ messageId: uuid }, { feedId: slug, segment: count, senderId: name, clientMessageId: name, sentAt: timestamp }, { parentId: orNull(uuid), body: orNull(Body), metadata: orNull(metadata), tags: orNull(list(tag)), mentions: orNull(list(Mention)), editedAt: orNull(timestamp), deletedAt: orNull(timestamp), deletedBy: orNull(name), lastReplyAt: orNull(timestamp) }, { replyCount: number }),
  reaction: change({ messageId: uuid, name: reactionName, userId: name }),
  pin: change({ messageId: uuid }, { pinnedBy: name, pinnedAt: timestamp }),
  cursor: change({ feedId: slug, part: CursorPart, parentId: orNull(uuid) }, { readTo: count, readAt: timestamp }),
  notification: change({ feedId: orNull(slug) }, { mode: NotificationMode }, { until: orNull(timestamp) }),
  putAway: change({}, { segments: SegmentByFeed }),
  favourite: change({}, { since: timestamp }),
  draft: change({ feedId: slug }, { text: draftText, segment: count, savedAt: timestamp }),
  delivered: change({ feedId: slug }, { deliveredTo: count, deliveredAt: timestamp }),
  receiptsKept: change({}, { since: timestamp }),
  profile: change({}, {}, { displayName: orNull(displayName), avatarFileId: orNull(fileId), metadata: orNull(metadata) }),
  status: change({}, { text: statusText }, { until: orNull(timestamp) }),
}, leftOut)) })

const ReadTo = record({ feedId: slug, part: CursorPart, parentId: orNull(uuid), readTo: count })

const MemberReceipts = record({ userId: name, joinedSegments: SegmentByFeed, delivered: SegmentByFeed, read: list(ReadTo) })

export const ServerFrame = tagged('type', {
  authenticated: { id: count, version: positive, tenantId: slug, userId: name, known: boolean, expiresIn: optional(number) },
  accepted: { id: count, revision: count, position: count, result: CommandResult },
  rejected: { id: count, rejection: Rejection },
  result: { id: count, position: count, result: QueryResult },
  watched: { channels: list(Watched) },
  subscribed: { id: count, channels: list(Watched) },
  unsubscribed: { id: count },
  error: { error: ProtocolError, id: optional(count) },
  updates: { updates: list(Update) },
  people: { updates: list(PersonUpdate) },
  resync: { channelIds: list(uuid), people: optional(oneOf(true)) },
  typing: { channelId: uuid, feedId: slug, parentId: orNull(uuid), userId: name, typing: boolean },
  presence: { channelId: uuid, userId: name, online: boolean },
  receipts: { channelId: uuid, position: count, whole: boolean, members: list(MemberReceipts), gone: list(name) },
}, leftOut)
