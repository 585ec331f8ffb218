import {
  certain,
  channelIdIn,
  type Command,
  DraftText,
  type FeedId,
  mainFeed,
  type MessageId,
  messageIdOf,
  type UserId,
} from '@parley/domain'
import * as sample from '@parley/domain/testing'
import { arbitraryCommands, people, worldAfter } from '@parley/domain/testing'
import { maxFeeds } from '@parley/contract'
import type { Query, QueryResult } from '@parley/contract'
import { seenWhole } from '@parley/contract/testing'
import { type Queries, type Viewer } from '@parley/read-models'
import * as E from 'fp-ts/lib/Either.js'
import fc from 'fast-check'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { placed, answering, type Answering } from './harness.ts'

const { acme, ada, bob, side } = sample

let here: Answering
let ask: Queries
beforeAll(async () => {
  here = await answering()
  ask = here.ask
})
afterAll(() => here.close())

/** The answer to a question; undefined where it is rejected. */
const answer = async (viewer: Viewer, query: Query): Promise<QueryResult | undefined> => {
  const found = await ask.answer(viewer, query)()
  if (E.isRight(found)) return found.right.value
  expect(found.left._tag).toBe('QueryRejected')
  return undefined
}

const histories = arbitraryCommands({ channels: 2, maxLength: 200 })

/** What each person sees of each channel of a history. */
const allSeen = (history: ReadonlyArray<Command>) => {
  const events = placed(worldAfter(history).events)
  return [...new Set(events.flatMap(({ event }) => channelIdIn(event) ?? []))].flatMap((channelId) =>
    people.map((userId) => ({
      channelId,
      userId,
      conversation: seenWhole(events, channelId, userId).conversation,
    })),
  )
}

/** Two histories in which something is unread in a feed beside the main one: not every random one has that. */
const unreadAside = fc
  .sample(histories, { seed: 1, numRuns: 100 })
  .filter((history) =>
    allSeen(history).some(({ conversation }) =>
      conversation?.feeds.some(({ feedId, unread }) => feedId !== mainFeed && unread > 0),
    ),
  )
  .slice(0, 2)

test('RM-90 RM-91: a conversation and its feeds are what the whole history says of them, for everybody', async () => {
  expect(unreadAside).toHaveLength(2)
  await fc.assert(
    fc.asyncProperty(histories, async (history) => {
      await here.renew()
      await here.project(placed(worldAfter(history).events))
      for (const { channelId, userId, conversation } of allSeen(history)) {
        const found = await answer({ tenantId: acme, userId }, { type: 'conversation', channelId })
        expect(found).toEqual(conversation && { type: 'conversation', conversation })
      }
    }),
    { numRuns: 25, examples: unreadAside.map((history): [ReadonlyArray<Command>] => [history]) },
  )
})

/** A channel of Ada's and Bob's with a side feed, in which they say something. */
const story = () => {
  const world = sample.emptyWorld()
  const facts = (by: UserId, n: number) => ({
    tenantId: acme,
    channelId: sample.adasChannel,
    by,
    commandId: sample.commandId(n === 0 ? 'create' : `c${n}`),
    at: sample.at(n),
  })
  const give = (command: Command): void => {
    const outcome = sample.submit(world, command)
    if (E.isLeft(outcome)) throw new Error(outcome.left._tag)
  }
  const send = (by: UserId, n: number, feedId: FeedId, parentId: MessageId | null = null): MessageId => {
    const messageId = messageIdOf(acme, sample.adasChannel, by, facts(by, n).commandId)
    give({ type: 'SendMessage', ...facts(by, n), messageId, feedId, parentId, body: sample.text(`${n}`) })
    return messageId
  }
  const name = sample.severalFeeds
  const description = sample.description('')
  give({
    type: 'CreateChannel',
    ...facts(ada, 0),
    channelType: 'standard',
    name,
    description,
    members: [bob],
  })
  send(ada, 1, mainFeed)
  const first = send(ada, 2, side)
  const reply = send(ada, 3, side, first)
  send(ada, 4, side)
  return { world, first, reply, give, facts }
}

test('RM-92: history, threads and unread are those of the feed that is asked for', async () => {
  const { world, first, reply, give, facts } = story()
  const mark = { type: 'MarkRead', feedId: side } as const
  give({ ...mark, ...facts(bob, 5), segment: sample.segment(3), parentId: null })
  await here.renew()
  await here.project(placed(world.events))
  const channelId = sample.adasChannel
  const bobs = { tenantId: acme, userId: bob }
  const history = (feedId: FeedId) => answer(bobs, { type: 'history', channelId, feedId })
  expect(await history(mainFeed)).toMatchObject({ messages: [{ segment: 1 }], more: false })
  expect(await history(side)).toMatchObject({
    messages: [{ messageId: first, replyCount: 1 }, { segment: 3 }],
  })
  expect(await history(sample.feedId('constructor'))).toBeUndefined()
  expect(await answer(bobs, { type: 'thread', channelId, parentId: first })).toMatchObject({
    replies: [{ messageId: reply, feedId: side }],
  })
  expect(await answer(bobs, { type: 'conversation', channelId })).toMatchObject({
    conversation: {
      unread: 2,
      readTo: 0,
      feeds: [
        { feedId: mainFeed, unread: 1, readTo: 0 },
        {
          feedId: side,
          readTo: 3,
          threadsReadTo: 0,
          unread: 1,
          unreadThreads: [{ parentId: first, unread: 1 }],
        },
      ],
    },
  })
})

test('RM-93: a conversation names the first hundred of its feeds, in the order in which they began', async () => {
  const { world, facts } = story()
  const names = Array.from({ length: maxFeeds + 3 }, (_, n) => sample.feedId(`f${(n * 7) % 103}`))
  const more = names.map((feedId, n) => ({
    type: 'FeedCreated' as const,
    ...facts(ada, 10 + n),
    feedId,
    name: sample.feedName(`Feed ${n}`),
  }))
  await here.renew()
  await here.project(placed([...world.events, ...more]))
  const found = await answer(
    { tenantId: acme, userId: ada },
    { type: 'conversation', channelId: sample.adasChannel },
  )
  if (found?.type !== 'conversation') throw new Error('no conversation')
  expect(found.conversation.feeds.map(({ feedId }) => feedId)).toEqual(
    [mainFeed, side, ...names].slice(0, maxFeeds),
  )
})

test('FEED-16: of a feed that was deleted nothing is read, listed or unread, with replies or without', async () => {
  const { world, first, reply, give, facts } = story()
  const channelId = sample.adasChannel
  const bobs = { tenantId: acme, userId: bob }
  const all = { type: 'history', channelId, feedId: side, withReplies: true } as const
  give({ type: 'PinMessage', ...facts(ada, 5), messageId: first })
  const draft = { type: 'SaveDraft', ...facts(bob, 7), text: certain(DraftText, 'begun') } as const
  give({ ...draft, feedId: side })
  give({ ...draft, ...facts(bob, 8), feedId: mainFeed })
  give({ type: 'SetNotification', ...facts(bob, 9), feedId: side, mode: 'silent' })
  await here.renew()
  await here.project(placed(world.events))
  expect(await answer(bobs, all)).toMatchObject({
    messages: [{ messageId: first }, { messageId: reply, parentId: first }, { segment: 3 }],
    more: false,
  })
  expect(await answer(bobs, { ...all, before: sample.segment(3), limit: 1 })).toMatchObject({
    messages: [{ messageId: reply }],
    more: true,
  })
  expect(await answer(bobs, { ...all, after: sample.segment(1), limit: 1 })).toMatchObject({
    messages: [{ messageId: reply }],
    more: true,
  })
  expect(await answer(bobs, { type: 'conversation', channelId })).toMatchObject({
    conversation: {
      personal: { drafts: [{ feedId: mainFeed }, { feedId: side }], notifications: [{ feedId: side }] },
    },
  })
  give({ type: 'DeleteFeed', ...facts(ada, 6), feedId: side })
  await here.renew()
  await here.project(placed(world.events))
  for (const asked of [
    all,
    { type: 'unread', channelId, feedId: side },
    { type: 'thread', channelId, parentId: first },
    { type: 'reactions', channelId, messageId: first, name: sample.reactionName('👍') },
    { type: 'receipts', channelId, messageId: first },
  ] as const)
    expect(await answer(bobs, asked)).toBeUndefined()
  expect(await answer(bobs, { type: 'pinned', channelId })).toMatchObject({ pins: [] })
  expect(await answer(bobs, { type: 'conversation', channelId })).toMatchObject({
    conversation: {
      unread: 1,
      feeds: [{ feedId: mainFeed, unread: 1 }],
      personal: { drafts: [{ feedId: mainFeed }], notifications: [] },
    },
  })
})
