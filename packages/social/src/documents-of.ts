import { certain, type FeedId, type MessageId, type ReadMarked, Timestamp, type UserId } from '@parley/domain'
import { channelTypes } from '@parley/domain/permissions'
import type {
  BanState,
  ChannelState,
  DetailsState,
  MemberState,
  MessageState,
  MuteState,
} from './channel-state.ts'
import { dataOf, isTextAlone, mentionedUsers } from './data-of.ts'
import type {
  Channel,
  ChannelUser,
  DocumentKind,
  Limit,
  Message,
  MessageFeed,
  Reaction,
} from './documents.ts'

/** The documents of some channels, by their kinds. */
export interface Documents extends Record<DocumentKind, ReadonlyArray<unknown>> {
  readonly channel: ReadonlyArray<Channel>
  readonly channelUser: ReadonlyArray<ChannelUser>
  readonly messageFeed: ReadonlyArray<MessageFeed>
  readonly message: ReadonlyArray<Message>
  readonly reaction: ReadonlyArray<Reaction>
}

/** How far people have read in a channel: their latest mark of each part of each feed. */
export type MarksBy = ReadonlyMap<UserId, ReadonlyArray<ReadMarked>>

/** The documents of a channel, in one order, whatever order it came about in. */
export const documentsOf = (state: ChannelState, marks: MarksBy): Documents => {
  const { channelId, channelType } = state
  const ids = { channelId, channelPublicId: channelId }
  const messages = [...state.messages.values()].toSorted(
    (one, other) => compare(one.feedId, other.feedId) || one.segment - other.segment,
  )
  const { members, bans, mutes, limits } = state
  const people = [...new Set([...members.keys(), ...bans.keys(), ...mutes.keys(), ...limits.keys()])]
    .toSorted(compare)
    .map((userId) => {
      const member = members.get(userId)
      const held = {
        ban: bans.get(userId) ?? null,
        mute: mutes.get(userId) ?? null,
        limit: limits.get(userId) ?? null,
      }
      const of =
        member === undefined
          ? strangerOf(held)
          : membershipOf(
              member,
              held,
              (marks.get(userId) ?? []).filter(({ feedId }) => !state.deletedFeeds.has(feedId)),
            )
      return [userId, { ...of, muteTimeout: held.mute?.until ?? null }] as const
    })
  const stands = messages.filter(({ deleted }) => deleted === null)
  const replies = new Map<MessageId, number>()
  for (const { parentId } of stands)
    if (parentId !== null) replies.set(parentId, (replies.get(parentId) ?? 0) + 1)
  const { names, descriptions, archived, notification, muted, limit, flagLimit } = state
  const details = isSomething(state.details) ? state.details : null
  const changes = [
    ...names,
    ...descriptions,
    archived ?? [],
    details ?? [],
    notification ?? [],
    muted ?? [],
    limit ?? [],
    flagLimit ?? [],
  ].flat()

  return {
    channel: [
      {
        ...ids,
        type: channelType,
        displayName: names.at(-1)?.name ?? null,
        isDistinct: channelTypes[channelType].joining === 'fixed',
        isPublic: details?.isPublic ?? channelTypes[channelType].listed,
        tags: [...(details?.tags ?? [])],
        metadata: details?.metadata ?? {},
        avatarFileId: details?.avatarFileId ?? null,
        attachedTo: state.relations.attachedTo ?? null,
        notificationMode: notification?.mode ?? 'default',
        muteTimeout: muted?.until ?? null,
        rateLimit: limit?.limit ?? null,
        rateLimitWindow: limit === null ? null : limit.windowSeconds * 1_000,
        rateLimitTimeout: limit?.until ?? null,
        messageAutoDeleteEnabled: flagLimit !== null,
        autoDeleteMessageByFlagLimit: flagLimit?.limit ?? null,
        memberCount: [...members.values()].filter(({ left }) => left === null).length,
        messageCount: stands.length,
        isDeleted: false,
        createdAt: state.at,
        updatedAt:
          changes
            .map(({ at }) => at)
            .toSorted(compare)
            .at(-1) ?? state.at,
        parley: {
          createdBy: state.by,
          companyId: state.relations.companyId ?? null,
          communityId: state.relations.communityId ?? null,
          commandId: state.commandId,
          names: [...names],
          descriptions: [...descriptions],
          archived,
          details,
          notification,
          muted,
          limit,
          flagLimit,
        },
      },
    ],
    channelUser: people.map(([userId, membership]) => ({
      userId,
      userPublicId: userId,
      ...ids,
      ...membership,
    })),
    messageFeed: [...state.feeds]
      .toSorted(([one], [other]) => compare(one, other))
      .map(([feedId, { names: feedNames, at, by }]) => ({
        messageFeedId: feedIn(state, feedId),
        ...ids,
        channelType,
        name: feedNames.at(-1)?.name ?? null,
        creatorId: by,
        creatorPublicId: by,
        childCount: stands.filter((message) => message.feedId === feedId).length,
        isDeleted: false,
        createdAt: at,
        updatedAt: feedNames.at(-1)?.at ?? at,
        parley: { feedId, names: [...feedNames] },
      })),
    message: messages.map((message) => ({
      ...ids,
      messageFeedId: feedIn(state, message.feedId),
      ...messageDocument(message),
      childCount: replies.get(message.messageId) ?? 0,
    })),
    reaction: stands.flatMap(({ messageId, reactions }) =>
      [...reactions.values()]
        .toSorted((one, other) => compare(one.name, other.name) || compare(one.by, other.by))
        .map(({ name, by, at }) => ({
          reactionId: `${messageId}.${name}.${by}`,
          reactionName: name,
          userId: by,
          referenceId: messageId,
          referenceType: 'message',
          createdAt: at,
          updatedAt: at,
        })),
    ),
  }
}

const compare = (one: string, other: string): number => (one < other ? -1 : one > other ? 1 : 0)

const feedIn = ({ channelId }: ChannelState, feedId: FeedId): string => `${channelId}.${feedId}`

/** Whether anything is kept with a channel, be it only that it is not listed. */
const isSomething = (details: DetailsState | null): details is DetailsState => {
  if (details === null) return false
  const { metadata, tags, avatarFileId, isPublic } = details
  return metadata !== null || tags !== null || avatarFileId !== null || isPublic !== null
}

/** What holds somebody in a channel, whether or not they are a member of it. */
interface Held {
  readonly ban: BanState | null
  readonly mute: MuteState | null
  readonly limit: Limit | null
}

/** Of somebody who was banned, muted or limited and never was a member. */
const strangerOf = (held: Held) => {
  const moments = [held.ban, held.mute, held.limit].flatMap((done) => done?.at ?? []).toSorted(compare)
  return {
    membership: held.ban === null ? 'none' : 'banned',
    roles: [],
    readToSegment: 0,
    createdAt: certain(Timestamp, moments[0]),
    updatedAt: certain(Timestamp, moments.at(-1)),
    parley: { member: null, ...held },
  }
}

const membershipOf = (
  { at, by, segments, roles, nickname, left }: MemberState,
  held: Held,
  marks: ReadonlyArray<ReadMarked>,
) => {
  // Who left reads no more, and is none of the channel's readers.
  const cursors = (left === null ? marks : [])
    .map(({ feedId, segment: readTo, at: readAt, parentId }) => ({
      feedId,
      readTo,
      at: readAt,
      ...(parentId === undefined ? {} : { parentId }),
    }))
    .toSorted((one, other) => compare(JSON.stringify(one), JSON.stringify(other)))
  const ofMain = cursors.find(({ feedId, parentId }) => feedId === 'main' && parentId === undefined)
  const role = roles.at(-1)
  return {
    membership: left === null ? 'member' : held.ban === null ? 'none' : 'banned',
    roles: left === null && role !== undefined ? [role.role] : [],
    readToSegment: ofMain?.readTo ?? 0,
    createdAt: at,
    updatedAt: left?.at ?? role?.at ?? at,
    parley: {
      member: { by, segments: { ...segments }, roles: [...roles], nickname, left, cursors },
      ...held,
    },
  }
}

const messageDocument = (message: MessageState) => {
  const { messageId, commandId, segment, parentId, versions, deleted, pinned, rate, reactions, at, by } =
    message
  const flags = [...message.flags.values()].toSorted((one, other) => compare(one.by, other.by))
  const latest = versions.at(-1)
  const counts = new Map<string, number>()
  for (const { name } of reactions.values()) counts.set(name, (counts.get(name) ?? 0) + 1)
  const editedAt = versions.length > 1 && latest !== undefined ? latest.at : null
  return {
    messageId,
    publicId: messageId,
    parentId,
    creatorId: by,
    creatorPublicId: by,
    ...(latest === undefined ? { dataType: 'text', data: null } : dataOf(latest.body)),
    segment,
    tags: [...(latest?.tags ?? [])],
    metadata: latest?.metadata ?? {},
    mentionedUsers: mentionedUsers(latest?.mentions),
    reactions: Object.fromEntries([...counts].toSorted(([one], [other]) => compare(one, other))),
    reactionCount: reactions.size,
    flagCount: flags.length,
    editedAt,
    isDeleted: deleted !== null,
    createdAt: at,
    updatedAt: deleted?.at ?? editedAt ?? at,
    parley: {
      commandId,
      kind: latest?.body.kind ?? 'text',
      versions: versions.length === 1 && versions.every(isTextAlone) ? [] : [...versions],
      deleted,
      pinned,
      rate,
      flags,
    },
  }
}
