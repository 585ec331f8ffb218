import type { ChangeFeed, FeedEntry } from '@parley/change-feed'
import {
  certain,
  ChannelId,
  CommandId,
  channelStream,
  type DomainEvent,
  mainFeed,
  MessageId,
  MessageText,
  Position,
  Revision,
  Segment,
  TenantId,
  Timestamp,
  UserId,
} from '@parley/domain'
import { type RecordedEvent, signal } from '@parley/event-store'
import type { EventStore } from '@parley/event-store'
import type { ConversationView, MessageView } from '@parley/contract'
import type { Queries } from '@parley/read-models'
import * as E from 'fp-ts/lib/Either.js'

export const tenantId = certain(TenantId, 'default')
export const user = (name: string): UserId => certain(UserId, name)
export const channel = (n: number): ChannelId =>
  certain(ChannelId, `00000000-0000-4000-8000-${String(n).padStart(12, '0')}`)
const at = certain(Timestamp, '2026-03-01T12:00:00.000Z')

/** Where to wait in reads of the read models, for tests of bad moments. Does nothing unless replaced. */
type Pace = (where: 'memberships' | 'since' | 'snapshot' | 'tail' | 'query') => Promise<void>

/** Read models and a change feed in memory, filled by hand; each event is committed before it is fed. */
export interface World {
  readonly feed: ChangeFeed
  readonly queries: Queries
  readonly events: Pick<EventStore, 'readStream'>
  readonly entries: ReadonlyArray<FeedEntry>
  readonly join: (channelId: ChannelId, userId: UserId) => FeedEntry
  readonly leave: (channelId: ChannelId, userId: UserId) => FeedEntry
  readonly send: (channelId: ChannelId, userId: UserId, text?: string) => FeedEntry
  /** Deletes a message, by the entry that it was sent with. */
  readonly remove: (sent: FeedEntry) => FeedEntry
  readonly read: (channelId: ChannelId, userId: UserId, segment?: number) => FeedEntry
  /** Lets the tail have what is committed, as one batch; by itself after each event unless `manual`. */
  readonly publish: () => void
  readonly isMember: (channelId: ChannelId, userId: UserId) => boolean
  /** The last revision of a channel; -1: none. */
  readonly revision: (channelId: ChannelId) => number
  pace: Pace
  manual: boolean
  unavailable: boolean
}

const uuid = (n: number): MessageId =>
  certain(MessageId, `00000000-0000-4000-9000-${String(n).padStart(12, '0')}`)

const recordedOf = (stream: string, { event, revision, position }: FeedEntry): RecordedEvent => {
  const { type, ...data } = event
  return {
    id: uuid(position),
    type,
    data: JSON.parse(JSON.stringify(data)),
    metadata: {},
    stream,
    revision,
    position,
    recordedAt: event.at,
  }
}

export const world = (): World => {
  const entries: Array<FeedEntry> = []
  const members = new Map<ChannelId, Map<UserId, number>>()
  const published = signal()
  const closing = new AbortController()
  let fed = 0
  const batches: Array<ReadonlyArray<FeedEntry>> = []

  const ofChannel = (channelId: ChannelId): ReadonlyArray<FeedEntry> =>
    entries.filter((entry) => entry.scope === 'channel' && entry.channelId === channelId)
  const revision = (channelId: ChannelId): number => ofChannel(channelId).length - 1
  const commit = (event: DomainEvent, userIds: ReadonlyArray<UserId>): FeedEntry => {
    const scope = event.type === 'ReadMarked' ? 'inbox' : 'channel'
    const before =
      event.type === 'ReadMarked'
        ? entries.filter(({ scope: of, userIds: [owner] }) => of === 'inbox' && owner === event.userId)
        : ofChannel(event.channelId)
    const update = {
      revision: certain(Revision, before.length),
      position: certain(Position, entries.length + 1),
      event,
    }
    const { channelId } = event
    const entry = { ...update, tenantId, channelId, userIds, scope, json: JSON.stringify(update) } as const
    entries.push(entry)
    if (!here.manual) here.publish()
    return entry
  }
  const facts = (channelId: ChannelId, by: UserId) => ({
    tenantId,
    channelId,
    by,
    commandId: certain(CommandId, `c${entries.length}`),
    at,
  })
  const deleted = new Set<MessageId>()
  const messages = (channelId: ChannelId): ReadonlyArray<MessageView> =>
    ofChannel(channelId).flatMap(({ event }) =>
      event.type === 'MessageSent'
        ? [
            {
              messageId: event.messageId,
              channelId,
              feedId: event.feedId,
              segment: event.segment,
              parentId: event.parentId,
              senderId: event.senderId,
              clientMessageId: event.commandId,
              body: deleted.has(event.messageId) ? null : event.body,
              sentAt: event.at,
              editedAt: null,
              deletedAt: null,
              deletedBy: null,
              replyCount: 0,
              lastReplyAt: null,
              reactions: [],
            },
          ]
        : [],
    )
  const conversation = (channelId: ChannelId): ConversationView => ({
    channel: {
      channelId,
      channelType: 'standard',
      name: 'a channel',
      description: '',
      archived: false,
      memberCount: members.get(channelId)?.size ?? 0,
      lastSegment: certain(Segment, messages(channelId).length),
      createdAt: at,
      lastActivityAt: at,
      updatedAt: at,
      revision: certain(Revision, Math.max(revision(channelId), 0)),
      position: certain(Position, entries.length),
    },
    role: 'member',
    joinedSegment: certain(Segment, 0),
    readTo: certain(Segment, 0),
    threadsReadTo: certain(Segment, 0),
    unread: 0,
    unreadThreads: [],
    lastMessage: null,
    withUserId: null,
  })
  const down = { _tag: 'Unavailable', cause: 'out for lunch' } as const
  const position = (): Position => certain(Position, entries.length)

  async function* tail(after: number): AsyncGenerator<ReadonlyArray<FeedEntry>> {
    let next = 0
    while (!closing.signal.aborted) {
      const batch = batches[next]
      if (batch === undefined) {
        await published.next(closing.signal)
        continue
      }
      next += 1
      await here.pace('tail')
      const rest = batch.filter((entry) => entry.position > after)
      if (rest.length > 0) yield rest
    }
  }

  const here: World = {
    entries,
    revision,
    pace: () => Promise.resolve(),
    manual: false,
    unavailable: false,
    isMember: (channelId, userId) => members.get(channelId)?.has(userId) ?? false,
    join: (channelId, userId) => {
      const there = members.get(channelId) ?? new Map<UserId, number>()
      members.set(channelId, there.set(userId, entries.length))
      const segment = certain(Segment, messages(channelId).length)
      return commit({ type: 'MemberJoined', ...facts(channelId, userId), userId, role: 'member', segment }, [
        userId,
      ])
    },
    leave: (channelId, userId) => {
      members.get(channelId)?.delete(userId)
      return commit({ type: 'MemberLeft', ...facts(channelId, userId), userId, role: 'member' }, [userId])
    },
    send: (channelId, senderId, text = `message ${entries.length}`) =>
      commit(
        {
          type: 'MessageSent',
          ...facts(channelId, senderId),
          messageId: uuid(entries.length),
          senderId,
          feedId: mainFeed,
          segment: certain(Segment, messages(channelId).length + 1),
          parentId: null,
          body: { kind: 'text', text: certain(MessageText, text) },
        },
        [],
      ),
    remove: ({ event }) => {
      if (event.type !== 'MessageSent') throw new Error('no message')
      const { channelId, messageId, senderId, feedId, segment, parentId } = event
      deleted.add(messageId)
      return commit(
        {
          type: 'MessageDeleted',
          ...facts(channelId, senderId),
          messageId,
          senderId,
          feedId,
          segment,
          parentId,
        },
        [],
      )
    },
    read: (channelId, userId, segment = 1) =>
      commit(
        {
          type: 'ReadMarked',
          tenantId,
          userId,
          commandId: certain(CommandId, `c${entries.length}`),
          at,
          channelId,
          feedId: mainFeed,
          segment: certain(Segment, segment),
        },
        [userId],
      ),
    publish: () => {
      if (fed === entries.length) return
      batches.push(entries.slice(fed))
      fed = entries.length
      published.wake()
    },
    feed: {
      head: () => async () => (here.unavailable ? E.left(down) : E.right(certain(Position, fed))),
      tail: (after) => {
        const running = tail(after ?? 0)
        return {
          next: () => running.next(),
          return: () => {
            closing.abort()
            return running.return(undefined)
          },
          [Symbol.asyncIterator]() {
            return this
          },
        }
      },
      since: (_tenantId, channelId, after, limit) => async () => {
        await here.pace('since')
        if (here.unavailable) return E.left(down)
        const found = ofChannel(channelId).filter((entry) => after === 'start' || entry.revision > after)
        await here.pace('since')
        return E.right({ entries: found.slice(0, limit), whole: found.length <= limit })
      },
      close: async () => closing.abort(),
    },
    events: {
      readStream:
        (stream, { from = 0 } = {}) =>
        async () => {
          if (here.unavailable) return E.left(down)
          const found = entries.filter(
            (entry) =>
              entry.scope === 'channel' &&
              channelStream(entry.tenantId, entry.channelId) === stream &&
              entry.revision >= from,
          )
          return E.right(found.slice(0, 1).map((entry) => recordedOf(stream, entry)))
        },
    },
    queries: {
      answer: (_asker, query) => async () => {
        await here.pace('query')
        if (here.unavailable) return E.left(down)
        if (query.type !== 'conversation')
          return E.right({
            position: position(),
            value: { type: 'conversations', conversations: [], more: false },
          })
        return E.right({
          position: position(),
          value: { type: 'conversation', conversation: conversation(query.channelId) },
        })
      },
      standing: () => async () =>
        here.unavailable
          ? E.left(down)
          : E.right({ position: position(), value: { begun: 0, strangers: [] } }),
      memberships:
        ({ userId }, channelIds) =>
        async () => {
          await here.pace('memberships')
          if (here.unavailable) return E.left(down)
          const found = new Map(
            channelIds
              .filter((channelId) => here.isMember(channelId, userId))
              .map((channelId) => [channelId, certain(Revision, revision(channelId))] as const),
          )
          await here.pace('memberships')
          return E.right(found)
        },
      snapshot:
        ({ userId }, channelId) =>
        async () => {
          await here.pace('snapshot')
          if (here.unavailable) return E.left(down)
          if (revision(channelId) < 0)
            return E.left({ _tag: 'QueryRejected', rejection: { _tag: 'ChannelNotFound' } })
          if (!here.isMember(channelId, userId))
            return E.left({ _tag: 'QueryRejected', rejection: { _tag: 'NotAMember' } })
          const value = {
            conversation: conversation(channelId),
            messages: messages(channelId).slice(-50),
            more: false,
            revision: certain(Revision, revision(channelId)),
          }
          const answer = E.right({ position: position(), value })
          await here.pace('snapshot')
          return answer
        },
    },
  }
  return here
}
