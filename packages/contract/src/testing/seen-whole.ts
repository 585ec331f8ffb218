import {
  type ChannelEvent,
  type ChannelId,
  type DomainEvent,
  isEventIn,
  mainFeed,
  type MessageId,
  type MessageSent,
  type Position,
  type ReactionName,
  type Revision,
  type UserId,
} from '@parley/domain'
import { segment } from '@parley/domain/testing'
import { mostNamed } from '../limits.ts'
import type { ConversationView } from '../views/conversation.ts'
import { personalOf } from './personal-of.ts'
import type { FeedView } from '../views/feed.ts'
import type { MessageView } from '../views/message.ts'
import type { MessagePreview } from '../views/preview.ts'
import { besideIn } from './beside-in.ts'

/**
 * Views of a channel by their definition, found by looking through a whole history again and again: slow, and not
 * folded, so that it shares nothing with what it is held against.
 */
export interface SeenWhole {
  /** Undefined where the person is no member. */
  readonly conversation: ConversationView | undefined
  /** All at the top of threads, in order. */
  readonly messages: ReadonlyArray<MessageView>
  readonly replies: (to: MessageView) => ReadonlyArray<MessageView>
  /** Everybody who reacted to a message with one name, by user id. */
  readonly reacted: (to: MessageId, name: ReactionName) => ReadonlyArray<UserId>
  readonly position: Position
}

type Of<T extends ChannelEvent['type']> = Extract<ChannelEvent, { readonly type: T }>

const preview = (message: MessageView): MessagePreview => {
  const {
    channelId: _in,
    clientMessageId: _name,
    replyCount: _replies,
    lastReplyAt: _at,
    metadata: _metadata,
    tags: _tags,
    mentions: _mentions,
    ...others
  } = message
  const { reactions: _reactions, body, ...rest } = others
  if (body === null) return { ...rest, body }
  // Texts of histories made up here have no character of several code points.
  const isOther = body.kind !== 'text' && body.kind !== 'action'
  const name = 'name' in body ? body.name : undefined
  const words = body.text ?? (body.kind === 'system' ? body.code : name) ?? ''
  const characters = words.match(/./gsu) ?? []
  const begins = { text: characters.slice(0, 200).join(''), cut: characters.length > 200 }
  if (isOther) return { ...rest, body: { kind: 'text', ...begins, of: body.kind } }
  return { ...rest, body: { kind: body.kind, ...begins } }
}

/** An event with its revision and position. */
export interface Happened {
  readonly event: DomainEvent
  readonly revision: Revision
  readonly position: Position
}

export const seenWhole = (history: ReadonlyArray<Happened>, channelId: ChannelId, me: UserId): SeenWhole => {
  const position = history.at(-1)?.position ?? (0 as Position)
  const updates = history.filter(({ event }) => isEventIn('channel', event) && event.channelId === channelId)
  const events = updates.map(({ event }) => event)
  const all = <T extends ChannelEvent['type']>(...types: ReadonlyArray<T>): ReadonlyArray<Of<T>> =>
    events.filter((event): event is Of<T> => types.some((type) => type === event.type))
  const last = <T extends ChannelEvent['type']>(...types: ReadonlyArray<T>): Of<T> | undefined =>
    all(...types).at(-1)

  const everySent = all('MessageSent')
  const sent = everySent.filter(({ feedId }) => feedId === mainFeed)
  /** In the order in which they did, of a message that stands or not. */
  const reacted = (messageId: MessageId, name: ReactionName): ReadonlyArray<UserId> => {
    const those = all('ReactionAdded', 'ReactionRemoved').filter(
      (event) => event.messageId === messageId && event.name === name,
    )
    return those
      .filter(
        (event, n) => event.type === 'ReactionAdded' && !those.slice(n + 1).some((e) => e.by === event.by),
      )
      .map(({ by }) => by)
  }
  const view = (message: MessageSent): MessageView => {
    const about = events.filter((event) => 'messageId' in event && event.messageId === message.messageId)
    const deleted = about.find((event) => event.type === 'MessageDeleted')
    const edited = about.findLast((event) => event.type === 'MessageEdited')
    const replies = everySent.filter(({ parentId }) => parentId === message.messageId)
    const kept = replies.filter(
      (reply) => !all('MessageDeleted').some((e) => e.messageId === reply.messageId),
    )
    const added = all('ReactionAdded').filter((event) => event.messageId === message.messageId)
    const names = [...new Set(added.map(({ name }) => name))]
    const reactions = names
      .toSorted((a, b) => (a < b ? -1 : 1))
      .map((name) => ({ name, all: reacted(message.messageId, name) }))
      .filter(({ all: people }) => people.length > 0)
      .map(({ name, all: people }) => ({
        name,
        count: people.length,
        mine: people.includes(me),
        userIds: people.slice(0, mostNamed),
      }))
    return {
      messageId: message.messageId,
      channelId,
      feedId: message.feedId,
      segment: message.segment,
      parentId: message.parentId,
      senderId: message.by,
      clientMessageId: message.commandId,
      body: deleted === undefined ? (edited?.body ?? message.body) : null,
      ...(deleted === undefined ? besideIn(edited ?? message) : besideIn({})),
      sentAt: message.at,
      editedAt: edited?.at ?? null,
      deletedAt: deleted?.at ?? null,
      deletedBy: deleted?.by ?? null,
      replyCount: kept.length,
      lastReplyAt: replies.at(-1)?.at ?? null,
      reactions: deleted === undefined ? reactions : [],
    }
  }

  const conversation = (): ConversationView | undefined => {
    const mine = all('MemberJoined', 'MemberLeft', 'MemberRoleChanged').filter(({ userId }) => userId === me)
    const joined = all('MemberJoined').findLast(({ userId }) => userId === me)
    const [created] = all('ChannelCreated')
    const end = updates.at(-1)
    if (joined === undefined || created === undefined || end === undefined) return undefined
    const now = mine.at(-1)
    if (now === undefined || now.type === 'MemberLeft') return undefined
    const feeds = [
      { feedId: mainFeed, name: 'main', at: created.at, by: created.by },
      ...all('FeedCreated').filter(({ feedId }) => feedId !== mainFeed),
    ]
      .filter(({ feedId }) => !all('FeedDeleted').some((event) => event.feedId === feedId))
      .map((feed): FeedView => {
        const { feedId } = feed
        const named = all('FeedCreated', 'FeedRenamed').filter((event) => event.feedId === feedId)
        const name = named.at(-1)?.name ?? feed.name
        const said = everySent.filter((event) => event.feedId === feedId)
        const marks = history.flatMap(({ event }) =>
          event.type === 'ReadMarked' &&
          event.channelId === channelId &&
          event.userId === me &&
          event.feedId === feedId
            ? [event]
            : [],
        )
        /** The furthest of the marks of the whole feed, and of those of a part of it. */
        const readTo = (part?: MessageId | null) =>
          segment(
            Math.max(
              0,
              ...marks
                .filter(({ parentId }) => parentId === undefined || parentId === part)
                .map((mark) => mark.segment),
            ),
          )
        const joinedSegment = new Map(Object.entries(joined.segments)).get(feedId) ?? segment(0)
        const unread = said
          .map(view)
          .filter(
            (message) =>
              message.deletedAt === null &&
              message.senderId !== me &&
              message.segment > readTo(message.parentId) &&
              message.segment > joinedSegment,
          )
        const unreadReplies = unread.filter(({ parentId }) => parentId !== null).toReversed()
        const unreadThreads = [...new Set(unreadReplies.flatMap(({ parentId }) => parentId ?? []))].map(
          (parentId) => ({
            parentId,
            unread: unreadReplies.filter((reply) => reply.parentId === parentId).length,
          }),
        )
        const latestSaid = said.at(-1)
        const mentionsMe = ({ mentions }: MessageView): boolean =>
          (mentions ?? []).some(
            (one) => one.type === 'channel' || (one.type === 'user' && one.userIds.includes(me)),
          )
        const mentioning = said
          .map(view)
          .filter((one) => mentionsMe(one) && one.senderId !== me && one.segment > joinedSegment)
        return {
          feedId,
          name,
          lastSegment: latestSaid?.segment ?? segment(0),
          lastMessageId: latestSaid?.messageId ?? null,
          lastActivityAt: latestSaid?.at ?? feed.at,
          createdAt: feed.at,
          createdBy: feed.by,
          editedAt: named.findLast(({ type }) => type === 'FeedRenamed')?.at ?? null,
          messageCount: said.filter((message) => view(message).deletedAt === null).length,
          joinedSegment,
          readTo: readTo(null),
          threadsReadTo: readTo(),
          unread: unread.length,
          unreadMentions: unread.filter(mentionsMe).length,
          lastMentionedSegment: mentioning.at(-1)?.segment ?? segment(0),
          unreadThreads,
        }
      })
    const [main] = feeds
    if (main === undefined) throw new Error('no main feed')
    const { joinedSegment, readTo, threadsReadTo, unreadThreads } = main
    const { lastMentionedSegment = segment(0) } = main
    const latest = sent.at(-1)
    const details = all('ChannelDetailsChanged')
    /** What was last said of it; what is empty is none. */
    const detail = <Field extends 'metadata' | 'tags' | 'avatarFileId' | 'isPublic'>(field: Field) => {
      const value = details.findLast((event) => event[field] !== undefined)?.[field] ?? null
      return typeof value === 'object' && Object.keys(value ?? {}).length === 0 ? null : value
    }
    const others = [...new Set(all('MemberJoined').map(({ userId }) => userId))].filter(
      (userId) => userId !== me,
    )
    const isConversation = created.channelType === 'conversation'
    return {
      channel: {
        channelId,
        channelType: created.channelType,
        name: last('ChannelRenamed')?.name ?? created.name,
        description: last('ChannelDescribed')?.description ?? created.description,
        archived: last('ChannelArchived', 'ChannelUnarchived')?.type === 'ChannelArchived',
        notification: last('ChannelNotificationSet')?.mode ?? 'default',
        memberCount: all('MemberJoined').length - all('MemberLeft').length,
        lastSegment: latest?.segment ?? segment(0),
        createdAt: created.at,
        createdBy: created.by,
        metadata: detail('metadata'),
        tags: detail('tags'),
        avatarFileId: detail('avatarFileId'),
        isPublic: detail('isPublic'),
        companyId: created.companyId ?? null,
        communityId: created.communityId ?? null,
        attachedTo: created.attachedTo ?? null,
        lastActivityAt: everySent.at(-1)?.at ?? created.at,
        updatedAt: end.event.at,
        revision: end.revision,
        position: end.position,
      },
      role: now.role,
      joinedSegment,
      readTo,
      threadsReadTo,
      unread: feeds.reduce((sum, { unread }) => sum + unread, 0),
      unreadThreads,
      unreadMentions: feeds.reduce((sum, { unreadMentions: mentions = 0 }) => sum + mentions, 0),
      lastMentionedSegment,
      lastMessage: latest === undefined ? null : preview(view(latest)),
      feeds,
      withUserId: isConversation && others.length === 1 ? (others[0] ?? null) : null,
      withUserIds: isConversation ? others.toSorted((a, b) => (a < b ? -1 : 1)) : [],
      personal: personalOf(history, channelId, me),
    }
  }

  return {
    conversation: conversation(),
    messages: sent.filter(({ parentId }) => parentId === null).map(view),
    replies: ({ messageId }) => sent.filter(({ parentId }) => parentId === messageId).map(view),
    reacted: (messageId, name) =>
      all('MessageDeleted').some((event) => event.messageId === messageId)
        ? []
        : reacted(messageId, name).toSorted((a, b) => (a < b ? -1 : 1)),
    position,
  }
}
