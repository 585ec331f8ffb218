import { channelIdIn, partOf } from '@parley/domain'
import type { ChannelId, Command, DomainEvent, FeedId, MessageId, Segment, UserId } from '@parley/domain'
import * as sample from '@parley/domain/testing'
import { arbitraryCommands, people, worldAfter } from '@parley/domain/testing'
import type { MessageView, QueryOf, ResultOf } from '@parley/contract'
import { type Queries } from '@parley/read-models'
import * as E from 'fp-ts/lib/Either.js'
import fc from 'fast-check'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { placed, answering, type Answering } from './harness.ts'

const { acme } = sample

let here: Answering
let ask: Queries
beforeAll(async () => {
  here = await answering()
  ask = here.ask
})
afterAll(() => here.close())

/** The answer to a question of somebody; undefined where they may not know. */
const answer = async <Type extends 'unread' | 'conversation'>(userId: UserId, query: QueryOf<Type>) => {
  const found = await ask.answer({ tenantId: acme, userId }, query)()
  if (E.isLeft(found)) return undefined
  return found.right.value as ResultOf<Type>
}

/** All pages of one query, of two rows each. */
const allPages = async (userId: UserId, query: Omit<QueryOf<'unread'>, 'type'>) => {
  const all: Array<MessageView> = []
  for (let after: Segment | undefined; ; ) {
    const page = await answer(userId, {
      ...query,
      type: 'unread',
      limit: 2,
      ...(after === undefined ? {} : { after }),
    })
    if (page === undefined) throw new Error('turned down')
    all.push(...page.messages)
    if (!page.more) return all
    after = page.messages.at(-1)?.segment
  }
}

/** What somebody has not read of a feed, by what the words mean, out of the log alone. */
const unreadOf = (
  events: ReadonlyArray<DomainEvent>,
  userId: UserId,
  channelId: ChannelId,
  feedId: FeedId,
): ReadonlyArray<MessageId> => {
  const inChannel = events.filter((event) => channelIdIn(event) === channelId)
  const joined = inChannel.findLast((event) => event.type === 'MemberJoined' && event.userId === userId)
  const gone = new Set(
    inChannel.flatMap((event) => (event.type === 'MessageDeleted' ? [event.messageId] : [])),
  )
  const readTo = (part: string): number =>
    inChannel
      .filter((event) => event.type === 'ReadMarked')
      .filter((event) => event.userId === userId && event.feedId === feedId && partOf(event) === part)
      .reduce((most, { segment }) => Math.max(most, segment), 0)
  const segments = joined?.type === 'MemberJoined' ? joined.segments : {}
  const before = new Map(Object.entries(segments)).get(feedId) ?? 0
  return inChannel
    .filter((event) => event.type === 'MessageSent')
    .filter((event) => event.feedId === feedId && event.senderId !== userId && !gone.has(event.messageId))
    .filter((event) => event.segment > Math.max(before, readTo('all'), readTo(event.parentId ?? 'top')))
    .map(({ messageId }) => messageId)
}

const histories = arbitraryCommands({ channels: 2, maxLength: 200 })

/** A history in which much is unread: not every random one has that. */
const unreadAll = (history: ReadonlyArray<Command>): number => {
  const { events } = worldAfter(history)
  const feeds = new Map(
    events.flatMap((event) =>
      event.type === 'MessageSent'
        ? [[`${event.channelId} ${event.feedId}`, [event.channelId, event.feedId] as const]]
        : [],
    ),
  )
  return people
    .flatMap((userId) => [...feeds.values()].map((of) => unreadOf(events, userId, ...of).length))
    .reduce((sum, many) => sum + many, 0)
}
const [most = []] = fc
  .sample(histories, { seed: 1, numRuns: 80 })
  .toSorted((a, b) => unreadAll(b) - unreadAll(a))

test('RM-32: page by page, what is unread is what the log says, of each feed and thread as many as are counted', async () => {
  expect(unreadAll(most)).toBeGreaterThan(20)
  await fc.assert(
    fc.asyncProperty(histories, async (history) => {
      const { events } = worldAfter(history)
      await here.renew()
      await here.project(placed(events))
      for (const channelId of new Set(events.flatMap((event) => channelIdIn(event) ?? [])))
        for (const userId of people) {
          const line = await answer(userId, { type: 'conversation', channelId })
          for (const { feedId, unread, unreadThreads } of line?.conversation.feeds ?? []) {
            const all = await allPages(userId, { channelId, feedId })
            expect(all.map(({ messageId }) => messageId)).toEqual(unreadOf(events, userId, channelId, feedId))
            expect(all).toHaveLength(unread)
            for (const thread of unreadThreads) {
              const { parentId } = thread
              const replies = await allPages(userId, { channelId, feedId, parentId })
              expect(replies).toEqual(all.filter((message) => message.parentId === parentId))
              expect(replies).toHaveLength(thread.unread)
            }
          }
        }
    }),
    { numRuns: 5, examples: [[most]] },
  )
})
