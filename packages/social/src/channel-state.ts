import {
  type ChannelDetailsChanged,
  type ChannelEvent,
  type ChannelId,
  type ChannelName,
  type ChannelNotificationMode,
  type ChannelType,
  type CommandId,
  type Description,
  type DetailsRow,
  type FeedId,
  type FeedName,
  type FlagLimit,
  type MessageFlagged,
  keptIn,
  keptMetadata,
  keptOf,
  keptTags,
  type MemberBanned,
  type MemberMuted,
  type MessageEdited,
  type MessageId,
  type MessageSent,
  type Nickname,
  type Rate,
  type ReactionName,
  type Relations,
  relationsOf,
  type Role,
  type Segment,
  type SegmentByFeed,
  type Timestamp,
  type UserId,
} from '@parley/domain'
import type { Limit, Version } from './documents.ts'

/** Who did something, and when. */
interface Done {
  readonly at: Timestamp
  readonly by: UserId
}

/** A person's last membership. */
export interface MemberState extends Done {
  readonly segments: SegmentByFeed
  readonly roles: ReadonlyArray<Done & { readonly role: Role }>
  /** What they are called in the channel, if by a nickname. */
  readonly nickname: (Done & { readonly nickname: Nickname }) | null
  readonly left: Done | null
}

export interface MessageState extends Done {
  readonly messageId: MessageId
  readonly commandId: CommandId
  readonly feedId: FeedId
  readonly segment: Segment
  readonly parentId: MessageId | null
  /** All that it said, the latest last; nothing of one that was deleted. */
  readonly versions: ReadonlyArray<Version>
  readonly deleted: Done | null
  readonly pinned: Done | null
  readonly rate: Rate | null
  /** Who flags it, whether or not it was deleted. */
  readonly flags: ReadonlyMap<UserId, Done & Pick<MessageFlagged, 'reason'>>
  readonly reactions: ReadonlyMap<string, Done & { readonly name: ReactionName }>
}

interface FeedState extends Done {
  /** All that it was called, the latest last. */
  readonly names: ReadonlyArray<Done & { readonly name: FeedName }>
}

/** A ban that was not taken back. */
export type BanState = Done & Pick<MemberBanned, 'rolesBefore' | 'until' | 'reason'>

/** A mute that was not taken back. */
export type MuteState = Done & Pick<MemberMuted, 'until' | 'reason'>

/** What is kept with a channel, and who changed it last. */
export type DetailsState = Done & Omit<DetailsRow, 'kind'>

/** A channel as its events leave it, with what a document says of it. */
export interface ChannelState extends Done {
  readonly channelId: ChannelId
  readonly commandId: CommandId
  readonly channelType: ChannelType
  readonly relations: Relations
  names: ReadonlyArray<Done & { readonly name: ChannelName | null }>
  descriptions: ReadonlyArray<Done & { readonly description: Description }>
  archived: Done | null
  details: DetailsState | null
  /** Of what it notifies its members; null where that is the default. */
  notification: (Done & { readonly mode: ChannelNotificationMode }) | null
  /** A mute of the whole channel. */
  muted: MuteState | null
  /** How much each in it may send. */
  limit: Limit | null
  /** By how many flags messages are deleted. */
  flagLimit: (Done & { readonly limit: FlagLimit }) | null
  readonly members: Map<UserId, MemberState>
  readonly bans: Map<UserId, BanState>
  readonly mutes: Map<UserId, MuteState>
  readonly limits: Map<UserId, Limit>
  readonly feeds: Map<FeedId, FeedState>
  /** Those that were deleted, of which nothing else is here. */
  readonly deletedFeeds: Set<FeedId>
  readonly messages: Map<MessageId, MessageState>
}

const reactionOf = ({ name, by }: { readonly name: string; readonly by: string }): string => `${name}\n${by}`

/**
 * A channel after one more event; null before its first, and after it was deleted. The state is changed in place.
 */
export const channelAfter = (state: ChannelState | null, event: ChannelEvent): ChannelState | null => {
  const { at, by } = event
  const done = { at, by }
  if (event.type === 'ChannelCreated')
    return {
      ...done,
      channelId: event.channelId,
      commandId: event.commandId,
      channelType: event.channelType,
      relations: relationsOf(event),
      names: [{ ...done, name: event.name }],
      descriptions: [{ ...done, description: event.description }],
      archived: null,
      details: null,
      notification: null,
      muted: null,
      limit: null,
      flagLimit: null,
      members: new Map(),
      bans: new Map(),
      mutes: new Map(),
      limits: new Map(),
      feeds: new Map(),
      deletedFeeds: new Set(),
      messages: new Map(),
    }
  if (event.type === 'ChannelDeleted') return null
  if (state !== null) change(state, event, done)
  return state
}

const change = (
  state: ChannelState,
  event: Exclude<ChannelEvent, { type: 'ChannelCreated' | 'ChannelDeleted' }>,
  done: Done,
): void => {
  const { members, feeds, messages } = state
  const about = (messageId: MessageId, as: (message: MessageState) => Partial<MessageState>): void => {
    const message = messages.get(messageId)
    if (message !== undefined) messages.set(messageId, { ...message, ...as(message) })
  }
  const member = (userId: UserId, as: (member: MemberState) => Partial<MemberState>): void => {
    const found = members.get(userId)
    if (found !== undefined) members.set(userId, { ...found, ...as(found) })
  }
  switch (event.type) {
    case 'ChannelRenamed':
      state.names = [...state.names, { ...done, name: event.name }]
      return
    case 'ChannelDescribed':
      state.descriptions = [...state.descriptions, { ...done, description: event.description }]
      return
    case 'ChannelArchived':
      state.archived = done
      return
    case 'ChannelUnarchived':
      state.archived = null
      return
    case 'ChannelNotificationSet':
      state.notification = event.mode === 'default' ? null : { ...done, mode: event.mode }
      return
    case 'ChannelDetailsChanged':
      state.details = { ...done, ...detailsAfter(state.details, event) }
      return
    case 'MemberBanned': {
      const { userId, rolesBefore, until, reason } = event
      state.bans.set(userId, { ...done, rolesBefore, until, reason })
      return
    }
    case 'MemberUnbanned':
      state.bans.delete(event.userId)
      return
    case 'MemberMuted':
      state.mutes.set(event.userId, { ...done, until: event.until, reason: event.reason })
      return
    case 'MemberUnmuted':
      state.mutes.delete(event.userId)
      return
    case 'ChannelMuted':
      state.muted = { ...done, until: event.until, reason: event.reason }
      return
    case 'ChannelUnmuted':
      state.muted = null
      return
    case 'RateLimitSet': {
      const { userId, limit, windowSeconds, until } = event
      const is = { ...done, limit, windowSeconds, until }
      if (userId === null) state.limit = is
      else state.limits.set(userId, is)
      return
    }
    case 'FlagLimitSet':
      state.flagLimit = event.limit === null ? null : { ...done, limit: event.limit }
      return
    case 'MessageFlagged':
      return about(event.messageId, ({ flags }) => ({
        flags: new Map(flags).set(done.by, { ...done, reason: event.reason }),
      }))
    case 'MessageUnflagged':
      return about(event.messageId, ({ flags }) => ({
        flags: new Map([...flags].filter(([userId]) => userId !== done.by)),
      }))
    case 'FlagsCleared':
      return about(event.messageId, () => ({ flags: new Map() }))
    case 'RateLimitLifted':
      if (event.userId === null) state.limit = null
      else state.limits.delete(event.userId)
      return
    case 'FeedCreated':
      feeds.set(event.feedId, { ...done, names: [{ ...done, name: event.name }] })
      return
    case 'FeedRenamed': {
      const feed = feeds.get(event.feedId)
      const named = { ...done, name: event.name }
      if (feed !== undefined) feeds.set(event.feedId, { ...feed, names: [...feed.names, named] })
      return
    }
    case 'FeedDeleted':
      return withoutFeed(state, event.feedId)
    case 'MemberJoined': {
      const { userId, role, segments } = event
      members.set(userId, { ...done, segments, roles: [{ ...done, role }], nickname: null, left: null })
      return
    }
    case 'MemberLeft':
      return member(event.userId, () => ({ nickname: null, left: done }))
    case 'MemberRoleChanged':
      return member(event.userId, ({ roles }) => ({ roles: [...roles, { ...done, role: event.role }] }))
    case 'NicknameSet': {
      const { nickname } = event
      return member(event.userId, () => ({ nickname: nickname === null ? null : { ...done, nickname } }))
    }
    case 'MessageSent': {
      const { messageId, commandId, feedId, segment, parentId, senderId: by, at } = event
      const sent = { messageId, commandId, feedId, segment, parentId, at, by }
      const versions = [versionOf(event)]
      const rate = event.rate ?? null
      messages.set(messageId, {
        ...sent,
        versions,
        rate,
        deleted: null,
        pinned: null,
        flags: new Map(),
        reactions: new Map(),
      })
      return
    }
    case 'MessageEdited':
      return about(event.messageId, ({ versions }) => ({
        versions: [...versions, versionOf(event)],
      }))
    case 'MessageDeleted':
      return about(event.messageId, () => ({
        versions: [],
        deleted: done,
        pinned: null,
        reactions: new Map(),
      }))
    case 'ReactionAdded':
      return about(event.messageId, ({ reactions }) => ({
        reactions: new Map(reactions).set(reactionOf(event), { ...done, name: event.name }),
      }))
    case 'ReactionRemoved':
      return about(event.messageId, ({ reactions }) => {
        const left = new Map(reactions)
        left.delete(reactionOf(event))
        return { reactions: left }
      })
    case 'MessagePinned':
      return about(event.messageId, () => ({ pinned: done }))
    case 'MessageUnpinned':
      return about(event.messageId, () => ({ pinned: null }))
    default:
      return event satisfies never
  }
}

const withoutFeed = ({ feeds, deletedFeeds, members, messages }: ChannelState, feedId: FeedId): void => {
  feeds.delete(feedId)
  deletedFeeds.add(feedId)
  for (const [messageId, message] of messages) if (message.feedId === feedId) messages.delete(messageId)
  for (const [userId, member] of members) {
    const { [feedId]: _gone, ...segments } = member.segments
    members.set(userId, { ...member, segments })
  }
}

const versionOf = (event: MessageSent | MessageEdited): Version => ({
  body: event.body,
  at: event.at,
  ...keptIn(keptOf(event)),
  ...('newMentions' in event && event.newMentions !== undefined ? { newMentions: event.newMentions } : {}),
})

const detailsAfter = (
  before: DetailsState | null,
  { metadata, tags, avatarFileId, isPublic }: ChannelDetailsChanged,
): Omit<DetailsState, keyof Done> => ({
  metadata: metadata === undefined ? (before?.metadata ?? null) : keptMetadata(metadata),
  tags: tags === undefined ? (before?.tags ?? null) : keptTags(tags),
  avatarFileId: avatarFileId === undefined ? (before?.avatarFileId ?? null) : avatarFileId,
  isPublic: isPublic ?? before?.isPublic ?? null,
})
