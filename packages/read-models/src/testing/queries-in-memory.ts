import { ofType } from '@parley/domain/testing'
import {
  defaultPage,
  type MemberView,
  type MessageView,
  type Query,
  type QueryResult,
  type ResultOf,
} from '@parley/contract'
import { type Happened, seenWhole, type SeenWhole } from '@parley/contract/testing'
import { channelIdIn, mainFeed, partOf } from '@parley/domain'
import type { ChannelId, MessageId, Position, Rejection, UserId } from '@parley/domain'
import { channelTypes } from '@parley/domain/permissions'
import * as E from 'fp-ts/lib/Either.js'
import { receiptsIn } from './receipts-in-memory.ts'
import type { BegunSnapshot, Queries } from '../queries/queries.ts'

/** What read models in memory have taken in. */
export interface TakenIn {
  /** All of it, of one tenant, in order. */
  readonly history: () => ReadonlyArray<Happened>
  /** Resolves with whether they come to a position. */
  readonly reached: (position: Position) => Promise<boolean>
  /** A page has no more rows than this, however many were asked for. */
  readonly mostRows?: number
}

const notInMemory = [
  'search',
  'bans',
  'receipts',
  'mutes',
  'restraints',
  'limits',
  'versions',
  'reports',
  'file',
] as const
type NotInMemory = Extract<Query, { readonly type: (typeof notInMemory)[number] }>
const isNotInMemory = (query: Query): query is NotInMemory => notInMemory.some((type) => type === query.type)

type Pin = ResultOf<'pinned'>['pins'][number]

/** Everything that has happened, at once. */
export const takenIn = (history: ReadonlyArray<Happened>): TakenIn => ({
  history: () => history,
  reached: async () => true,
})

/**
 * Answers by looking through all that has happened, by the definition of each view: slow, and sharing nothing with the
 * tables and statements that it is held against.
 */
export const queriesInMemory = ({ history, reached, mostRows = Infinity }: TakenIn): Queries => {
  let of: ReadonlyArray<Happened> = []
  let length = 0
  let views = new Map<string, SeenWhole>()
  /** What somebody sees of a channel; looked for once, until more has happened. */
  const see = (channelId: ChannelId, userId: UserId): SeenWhole => {
    const now = history()
    if (of !== now || length !== now.length) {
      of = now
      length = now.length
      views = new Map()
    }
    const key = `${channelId} ${userId}`
    const before = views.get(key)
    if (before !== undefined) return before
    const view = seenWhole(now, channelId, userId)
    views.set(key, view)
    return view
  }
  const position = (): Position => history().at(-1)?.position ?? (0 as Position)
  const right = <A>(value: A) => E.right({ position: position(), value })
  const rejected = (rejection: Rejection) => E.left({ _tag: 'QueryRejected', rejection } as const)
  const whyNot = (channelId: ChannelId): Rejection => {
    const created = history().find(
      ({ event }) => event.type === 'ChannelCreated' && event.channelId === channelId,
    )?.event
    const isKnown =
      created?.type === 'ChannelCreated' && channelTypes[created.channelType].visibility === 'open'
    return { _tag: isKnown ? 'NotAMember' : 'ChannelNotFound' }
  }
  const notSeen = (channelId: ChannelId) => rejected(whyNot(channelId))
  const unreached = E.left({ _tag: 'Unavailable', cause: 'the read models do not come there' } as const)
  /** The first rows of those that are asked for, and whether there are more. */
  const page = <A>(rows: ReadonlyArray<A>, limit = defaultPage) => {
    const some = rows.slice(0, Math.min(limit, mostRows))
    return { some, more: some.length < rows.length }
  }
  const channelIds = (): ReadonlyArray<ChannelId> => [
    ...new Set(history().flatMap(({ event }) => channelIdIn(event) ?? [])),
  ]

  return {
    answer:
      ({ userId }, query) =>
      async () => {
        // What they had taken in may be dropped by now.
        const { atLeast = 0 as Position } = query
        if (!(await reached(atLeast)) || position() < atLeast) return unreached
        const answer = (value: QueryResult) => right(value)
        if (query.type === 'conversations') {
          const { before, beforeChannel = '' } = query
          const rows = channelIds()
            .flatMap((channelId) => see(channelId, userId).conversation ?? [])
            .toSorted(({ channel: a }, { channel: b }) => inListOrder(a, b))
            .filter(
              ({ channel: { lastActivityAt, channelId } }) =>
                before === undefined ||
                inListOrder(
                  { lastActivityAt: before, channelId: beforeChannel },
                  { lastActivityAt, channelId },
                ) < 0,
            )
          const { some, more } = page(rows, query.limit)
          return answer({ type: query.type, conversations: [...some], more })
        }
        if (isNotInMemory(query) || !('channelId' in query))
          throw new Error(`${query.type} is not answered in memory`)
        const { channelId } = query
        const { conversation, messages, replies, reacted } = see(channelId, userId)
        if (conversation === undefined) return notSeen(channelId)
        switch (query.type) {
          case 'conversation':
            return answer({ type: query.type, conversation })
          case 'history': {
            const { before = Infinity, after } = query
            if (after !== undefined) {
              const { some, more } = page(
                messages.filter(({ segment }) => segment > after),
                query.limit,
              )
              return answer({ type: query.type, messages: [...some], more })
            }
            const { some, more } = page(
              messages.filter(({ segment }) => segment < before).toReversed(),
              query.limit,
            )
            return answer({ type: query.type, messages: some.toReversed(), more })
          }
          case 'thread': {
            const { parentId, after = 0 } = query
            const parent = messages.find(({ messageId }) => messageId === parentId)
            if (parent === undefined) return rejected({ _tag: 'MessageNotFound', messageId: parentId })
            const { some, more } = page(
              replies(parent).filter(({ segment }) => segment > after),
              query.limit,
            )
            return answer({ type: query.type, parent, replies: [...some], more })
          }
          case 'reactions': {
            const { messageId, name, after = '' } = query
            const isThere = history().some(
              ({ event }) => event.type === 'MessageSent' && event.messageId === messageId,
            )
            if (!isThere) return rejected({ _tag: 'MessageNotFound', messageId })
            const { some, more } = page(
              reacted(messageId, name).filter((one) => one > after),
              query.limit,
            )
            return answer({ type: query.type, people: [...some], more })
          }
          case 'members': {
            const { after = '' } = query
            const { some, more } = page(
              membersOf(history(), channelId).filter(({ userId: one }) => one > after),
              query.limit,
            )
            return answer({ type: query.type, members: [...some], more })
          }
          case 'unread': {
            const { parentId, after = 0 } = query
            const all = messages.flatMap((message) => [message, ...replies(message)])
            if (parentId !== undefined && !all.some(({ messageId }) => messageId === parentId))
              return rejected({ _tag: 'MessageNotFound', messageId: parentId })
            const { joinedSegment } = conversation
            const { some, more } = page(
              unreadOf(history(), channelId, userId, all)
                .filter((message) => parentId === undefined || message.parentId === parentId)
                .filter(({ segment }) => segment > Math.max(after, joinedSegment)),
              query.limit,
            )
            return answer({ type: query.type, messages: [...some], more })
          }
          case 'pinned': {
            const all = pinsOf(history(), channelId, see(channelId, userId))
            const from = all.findIndex(({ message }) => message.messageId === query.after) + 1
            const { some, more } = page(all.slice(from), query.limit)
            return answer({ type: query.type, pins: [...some], more })
          }
          default:
            return query satisfies never
        }
      },
    snapshots:
      ({ userId }, asked, atLeast) =>
      async () => {
        if (!(await reached(atLeast)) || position() < atLeast) return unreached
        // Those beyond what may be read together are left out.
        const begun = asked.slice(0, mostRows).map((channelId): readonly [ChannelId, BegunSnapshot] => {
          const { conversation, messages } = see(channelId, userId)
          if (conversation === undefined)
            return [channelId, { _tag: 'rejected', rejection: whyNot(channelId) }]
          const { some, more } = page(messages.toReversed())
          const { revision } = conversation.channel
          const snapshot = { conversation, messages: some.toReversed(), more, revision }
          return [channelId, { _tag: 'snapshot', snapshot }]
        })
        return right(new Map(begun))
      },
    refusal:
      ({ userId }, channelId, atLeast) =>
      async () => {
        if (!(await reached(atLeast)) || position() < atLeast) return unreached
        return right(see(channelId, userId).conversation === undefined ? whyNot(channelId) : undefined)
      },
    memberships:
      ({ userId }, asked) =>
      async () =>
        E.right(
          new Map(
            asked.flatMap((channelId) => {
              const { conversation } = see(channelId, userId)
              return conversation === undefined ? [] : [[channelId, conversation.channel.revision] as const]
            }),
          ),
        ),
    memberReceipts:
      ({ channelId }, people, atLeast) =>
      async () => {
        if (!(await reached(atLeast)) || position() < atLeast) return unreached
        return right(receiptsIn(history(), channelId, membersOf(history(), channelId), people))
      },
    addingFacts: () => async () => right({ begun: 0, strangers: [] }),
    channelsOf: () => async () => E.right(new Map()),
    files: {
      registeredSince: () => async () => right({ files: 0, bytes: 0 }),
      unreferred: () => async () => right([]),
      notDeleted: () => async () => right([]),
    },
  }
}

interface Listed {
  readonly lastActivityAt: string
  readonly channelId: string
}

/** The latest activity first, then by the channel's id. */
const inListOrder = (a: Listed, b: Listed): number => {
  if (a.lastActivityAt !== b.lastActivityAt) return a.lastActivityAt < b.lastActivityAt ? 1 : -1
  return a.channelId < b.channelId ? -1 : Number(a.channelId > b.channelId)
}

const membersOf = (history: ReadonlyArray<Happened>, channelId: ChannelId): ReadonlyArray<MemberView> => {
  const events = history.map(({ event }) => event).filter((event) => channelIdIn(event) === channelId)
  return events
    .flatMap((event, n): ReadonlyArray<MemberView> => {
      if (event.type !== 'MemberJoined') return []
      const { userId, at, segments } = event
      const later = events.slice(n + 1).filter((one) => 'userId' in one && one.userId === userId)
      if (later.some(({ type }) => type === 'MemberLeft')) return []
      const changed = later.findLast((one) => one.type === 'MemberRoleChanged')
      const nickname = later.findLast((one) => one.type === 'NicknameSet')?.nickname ?? null
      const role = changed?.role ?? event.role
      return [{ userId, role, joinedAt: at, joinedSegments: segments, nickname }]
    })
    .toSorted((a, b) => (a.userId < b.userId ? -1 : 1))
}

/** Those of these messages that somebody has not read by any cursor, whenever they joined, by segment. */
const unreadOf = (
  history: ReadonlyArray<Happened>,
  channelId: ChannelId,
  userId: UserId,
  all: ReadonlyArray<MessageView>,
): ReadonlyArray<MessageView> => {
  const events = history.map(({ event }) => event)
  const marks = ofType(events, 'ReadMarked').filter(
    (event) => channelIdIn(event) === channelId && event.userId === userId && event.feedId === mainFeed,
  )
  const isRead = ({ segment, parentId }: MessageView): boolean =>
    marks.some((mark) => segment <= mark.segment && ['all', parentId ?? 'top'].includes(partOf(mark)))
  return all
    .filter((message) => message.senderId !== userId && message.deletedAt === null && !isRead(message))
    .toSorted((a, b) => a.segment - b.segment)
}

const pinsOf = (
  history: ReadonlyArray<Happened>,
  channelId: ChannelId,
  { messages, replies }: SeenWhole,
): ReadonlyArray<Pin> => {
  const all = messages.flatMap((message) => [message, ...replies(message)])
  const events = history.map(({ event }) => event).filter((event) => channelIdIn(event) === channelId)
  const endsPin = (messageId: MessageId) => (event: (typeof events)[number]) =>
    (event.type === 'MessageUnpinned' || event.type === 'MessageDeleted') && event.messageId === messageId
  return events
    .flatMap((event, n): ReadonlyArray<Pin> => {
      if (event.type !== 'MessagePinned' || events.slice(n + 1).some(endsPin(event.messageId))) return []
      const message = all.find(({ messageId }) => messageId === event.messageId)
      return message === undefined ? [] : [{ message, pinnedBy: event.by, pinnedAt: event.at }]
    })
    .toReversed()
}
