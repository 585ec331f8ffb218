import {
  type NamesAChannel,
  certain,
  ChannelId,
  CommandId,
  mainFeed,
  MessageId,
  MessageText,
  Position,
  type Rejection,
  Revision,
  Segment,
  streamOf,
  TenantId,
  Timestamp,
  UserId,
} from '@parley/domain'
import {
  pulled,
  readEach,
  type RecordedEvent,
  signal,
  type SubscriptionMessage,
  toNewEvent,
} from '@parley/event-store'
import type { EventStore } from '@parley/event-store'
import { withMainFeed } from '@parley/contract/testing'
import { nothingPersonal } from '@parley/contract'
import type { ConversationView, MessageView } from '@parley/contract'
import { type LiveUpdate, updateOf } from '@parley/live'
import type { BegunSnapshot, Queries } from '@parley/read-models'
import * as E from 'fp-ts/lib/Either.js'

export const tenantId = certain(TenantId, 'default')
export const user = (name: string): UserId => certain(UserId, name)
export const channel = (n: number): ChannelId =>
  certain(ChannelId, `00000000-0000-4000-8000-${String(n).padStart(12, '0')}`)
const at = certain(Timestamp, '2026-03-01T12:00:00.000Z')

/** Where to wait in reads of the read models, for tests of bad moments. Does nothing unless replaced. */
type Pace = (where: 'memberships' | 'log' | 'refusal' | 'snapshot' | 'tail' | 'query') => Promise<void>

/** A log and read models in memory, filled by hand; each event is committed before the log brings it. */
export interface World {
  readonly log: Pick<
    EventStore,
    'subscribe' | 'readStream' | 'readStreams' | 'readAll' | 'streamMetadata' | 'end'
  >
  readonly queries: Queries
  readonly entries: ReadonlyArray<LiveUpdate>
  readonly join: (channelId: ChannelId, userId: UserId) => LiveUpdate
  readonly leave: (channelId: ChannelId, userId: UserId) => LiveUpdate
  readonly send: (channelId: ChannelId, userId: UserId, text?: string) => LiveUpdate
  /** Deletes a message, by the entry that it was sent with. */
  readonly remove: (sent: LiveUpdate) => LiveUpdate
  readonly read: (channelId: ChannelId, userId: UserId, segment?: number) => LiveUpdate
  /** Lets the log bring what is committed, as one batch; by itself after each event unless `manual`. */
  readonly publish: () => void
  /** Has the log's subscription fail, once. */
  readonly breakOff: () => void
  readonly isMember: (channelId: ChannelId, userId: UserId) => boolean
  /** The last revision of a channel; -1: none. */
  readonly revision: (channelId: ChannelId) => number
  pace: Pace
  manual: boolean
  unavailable: boolean
  /** Up to where the read models have come; undefined: they have everything. */
  projectedTo: number | undefined
  /** Lets the read models have what is committed, where they had less. */
  readonly project: () => void
  /** Whether the read models come no further: what is asked of them at a later position is not to be had. */
  stopped: boolean
}

const uuid = (n: number): MessageId =>
  certain(MessageId, `00000000-0000-4000-9000-${String(n).padStart(12, '0')}`)

const recordedOf = ({ event, revision, position }: LiveUpdate): RecordedEvent => {
  return {
    ...toNewEvent(event, uuid(position)),
    stream: streamOf(event),
    revision,
    position,
    recordedAt: event.at,
  }
}

export const world = (): World => {
  const entries: Array<LiveUpdate> = []
  const recorded: Array<RecordedEvent> = []
  const published = signal()
  const moved = signal()
  const closing = new AbortController()
  let fed = 0
  let breaks = 0
  const batches: Array<ReadonlyArray<RecordedEvent>> = []

  const ofChannel = (channelId: ChannelId): ReadonlyArray<LiveUpdate> =>
    entries.filter((entry) => entry.audience === 'watchers' && entry.channelId === channelId)
  const revision = (channelId: ChannelId): number => ofChannel(channelId).length - 1
  const commit = (event: NamesAChannel): LiveUpdate => {
    const stream = streamOf(event)
    const before = recorded.filter((one) => one.stream === stream)
    const entry = updateOf({
      revision: certain(Revision, before.length),
      position: certain(Position, entries.length + 1),
      event,
    })
    entries.push(entry)
    recorded.push(recordedOf(entry))
    moved.wake()
    if (!here.manual) here.publish()
    return entry
  }
  /** What the read models have of a channel. */
  const projected = (channelId: ChannelId): ReadonlyArray<LiveUpdate> =>
    ofChannel(channelId).filter((one) => one.position <= position())
  const membersAmong = (updates: ReadonlyArray<LiveUpdate>): ReadonlySet<UserId> => {
    const members = new Set<UserId>()
    for (const { event } of updates) {
      if (event.type === 'MemberJoined') members.add(event.userId)
      if (event.type === 'MemberLeft') members.delete(event.userId)
    }
    return members
  }
  const isMember = (channelId: ChannelId, userId: UserId): boolean =>
    membersAmong(ofChannel(channelId)).has(userId)
  const facts = (channelId: ChannelId, by: UserId) => ({
    tenantId,
    channelId,
    by,
    commandId: certain(CommandId, `c${entries.length}`),
    at,
  })
  /** Why the read models say that somebody may not read a channel. */
  const whyNot = (channelId: ChannelId, userId: UserId): Rejection | undefined => {
    const all = projected(channelId)
    if (all.length === 0) return { _tag: 'ChannelNotFound' }
    return membersAmong(all).has(userId) ? undefined : { _tag: 'NotAMember' }
  }
  const segments = (channelId: ChannelId): number =>
    ofChannel(channelId).filter(({ event }) => event.type === 'MessageSent').length
  const messages = (channelId: ChannelId): ReadonlyArray<MessageView> => {
    const deleted = new Set(
      projected(channelId).flatMap(({ event }) => (event.type === 'MessageDeleted' ? [event.messageId] : [])),
    )
    return projected(channelId).flatMap(({ event }) =>
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
  }
  const conversation = (channelId: ChannelId): ConversationView =>
    withMainFeed({
      channel: {
        channelId,
        channelType: 'standard',
        name: 'a channel',
        description: '',
        archived: false,
        notification: 'default',
        memberCount: membersAmong(projected(channelId)).size,
        lastSegment: certain(Segment, messages(channelId).length),
        createdAt: at,
        lastActivityAt: at,
        updatedAt: at,
        revision: certain(Revision, Math.max(projected(channelId).length - 1, 0)),
        position: position(),
      },
      role: 'member',
      joinedSegment: certain(Segment, 0),
      readTo: certain(Segment, 0),
      threadsReadTo: certain(Segment, 0),
      unread: 0,
      unreadThreads: [],
      lastMessage: null,
      withUserId: null,
      personal: nothingPersonal,
    })
  const down = { _tag: 'Unavailable', cause: 'out for lunch' } as const
  const position = (): Position => certain(Position, Math.min(here.projectedTo ?? Infinity, entries.length))

  const reached = async (atLeast: number): Promise<boolean> => {
    while (position() < atLeast && !here.stopped) await moved.next(closing.signal)
    return position() >= atLeast
  }

  async function* tail(
    after: number,
    ended: AbortSignal,
  ): AsyncGenerator<SubscriptionMessage, undefined, undefined> {
    const broken = breaks
    let next = 0
    yield { _tag: 'caught-up' }
    while (!ended.aborted) {
      if (breaks > broken) throw new Error('the subscription broke off')
      const batch = batches[next]
      if (batch === undefined) {
        await published.next(ended)
        continue
      }
      next += 1
      await here.pace('tail')
      const events = batch.filter((one) => one.position > after)
      if (events.length > 0) yield { _tag: 'events', events }
    }
    return undefined
  }

  const readAtOnce: EventStore['readStream'] =
    (stream, { from, direction = 'forwards', limit } = {}) =>
    async () => {
      if (here.unavailable) return E.left(down)
      const found = recorded.filter((one) => one.stream === stream && one.revision >= (from ?? 0))
      const read = direction === 'forwards' ? found : found.toReversed()
      return E.right(read.slice(0, limit))
    }
  const snapshotOf = (userId: UserId, channelId: ChannelId): BegunSnapshot => {
    if (projected(channelId).length === 0) return { _tag: 'rejected', rejection: { _tag: 'ChannelNotFound' } }
    if (!membersAmong(projected(channelId)).has(userId))
      return { _tag: 'rejected', rejection: { _tag: 'NotAMember' } }
    return {
      _tag: 'snapshot',
      snapshot: {
        conversation: conversation(channelId),
        messages: messages(channelId).slice(-50),
        more: false,
        revision: certain(Revision, projected(channelId).length - 1),
      },
    }
  }
  const here: World = {
    entries,
    revision,
    pace: () => Promise.resolve(),
    manual: false,
    unavailable: false,
    projectedTo: undefined,
    stopped: false,
    project: () => {
      if (here.projectedTo !== undefined) here.projectedTo = entries.length
      moved.wake()
    },
    isMember,
    join: (channelId, userId) => {
      const joined = { [mainFeed]: certain(Segment, segments(channelId)) }
      return commit({
        type: 'MemberJoined',
        ...facts(channelId, userId),
        userId,
        role: 'member',
        segments: joined,
      })
    },
    leave: (channelId, userId) =>
      commit({ type: 'MemberLeft', ...facts(channelId, userId), userId, role: 'member' }),
    send: (channelId, senderId, text = `message ${entries.length}`) =>
      commit({
        type: 'MessageSent',
        ...facts(channelId, senderId),
        messageId: uuid(entries.length),
        senderId,
        feedId: mainFeed,
        segment: certain(Segment, segments(channelId) + 1),
        parentId: null,
        body: { kind: 'text', text: certain(MessageText, text) },
      }),
    remove: ({ event }) => {
      if (event.type !== 'MessageSent') throw new Error('no message')
      const { channelId, messageId, senderId, feedId, segment, parentId } = event
      return commit({
        type: 'MessageDeleted',
        ...facts(channelId, senderId),
        messageId,
        senderId,
        feedId,
        segment,
        parentId,
      })
    },
    read: (channelId, userId, segment = 1) =>
      commit({
        type: 'ReadMarked',
        tenantId,
        userId,
        commandId: certain(CommandId, `c${entries.length}`),
        at,
        channelId,
        feedId: mainFeed,
        segment: certain(Segment, segment),
      }),
    publish: () => {
      if (fed === entries.length) return
      batches.push(recorded.slice(fed))
      fed = entries.length
      published.wake()
    },
    breakOff: () => {
      breaks += 1
      published.wake()
    },
    log: {
      end: () => async () => (here.unavailable ? E.left(down) : E.right(certain(Position, fed))),
      subscribe: ({ after } = {}) => pulled((ended) => tail(after ?? 0, ended), closing.signal),
      readAll: () => async () => E.right([]),
      streamMetadata: () => async () => (here.unavailable ? E.left(down) : E.right({})),
      readStream: (stream, query) => async () => {
        await here.pace('log')
        const read = await readAtOnce(stream, query)()
        await here.pace('log')
        return read
      },
      readStreams: (parts, most) => async () => {
        await here.pace('log')
        const read = await readEach(readAtOnce, 100)(parts, most)()
        await here.pace('log')
        return read
      },
    },
    queries: {
      answer: (_person, query) => async () => {
        await here.pace('query')
        if (here.unavailable || !(await reached(query.atLeast ?? 0))) return E.left(down)
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
      memberReceipts: () => async () =>
        E.right({ position: position(), value: { isTooLarge: true, members: [] } }),
      addingFacts: () => async () =>
        here.unavailable
          ? E.left(down)
          : E.right({ position: position(), value: { begun: 0, strangers: [] } }),
      channelsOf: () => async () => E.right(new Map()),
      files: {
        registeredSince: () => async () => E.left(down),
        unreferred: () => async () => E.left(down),
        notDeleted: () => async () => E.left(down),
      },
      memberships:
        ({ userId }, channelIds) =>
        async () => {
          await here.pace('memberships')
          if (here.unavailable) return E.left(down)
          const found = new Map(
            channelIds
              .filter((channelId) => membersAmong(projected(channelId)).has(userId))
              .map((channelId) => [channelId, certain(Revision, projected(channelId).length - 1)] as const),
          )
          await here.pace('memberships')
          return E.right(found)
        },
      refusal:
        ({ userId }, channelId, atLeast) =>
        async () => {
          await here.pace('refusal')
          if (here.unavailable || !(await reached(atLeast))) return E.left(down)
          return E.right({ position: position(), value: whyNot(channelId, userId) })
        },
      snapshots:
        ({ userId }, channelIds, atLeast) =>
        async () => {
          await here.pace('snapshot')
          if (here.unavailable || !(await reached(atLeast))) return E.left(down)
          const value = new Map(channelIds.map((channelId) => [channelId, snapshotOf(userId, channelId)]))
          const answer = E.right({ position: position(), value })
          await here.pace('snapshot')
          return answer
        },
    },
  }
  return here
}
