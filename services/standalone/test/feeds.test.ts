import { type Client, connect } from '@parley/client'
import { type ChannelId, type FeedId, mainFeed, type Position, type TenantId } from '@parley/domain'
import * as sample from '@parley/domain/testing'
import * as E from 'fp-ts/lib/Either.js'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { create, online } from './support/activity.ts'
import { type CuttingProxy, cuttingProxy } from './support/cutting-proxy.ts'
import { freshEngine, personAt, seen, tokenOf } from './support/engine.ts'

const tenant = 'two-feeds' as TenantId
const side = sample.feedId('side')

let engine: Awaited<ReturnType<typeof freshEngine>>
let proxy: CuttingProxy
let ada: Client
/** Follows over a connection that can be cut, and comes back when it is told to. */
let bo: Client
let channelId: ChannelId
let latest = 0 as Position

beforeAll(async () => {
  engine = await freshEngine()
  proxy = await cuttingProxy(engine.port)
  ada = personAt(engine.url, 'ada', tenant)
  const token = (): Promise<string> => tokenOf('bo', tenant)
  bo = connect({ url: `ws://127.0.0.1:${proxy.port}/ws`, token, wait: () => 3_600_000 })
  await Promise.all([ada, bo].map(online))
  channelId = await create(ada, ['bo'])
})
afterAll(async () => {
  ada.close()
  bo.close()
  await proxy.close()
  await engine.close()
})

const asked = <A>(answer: E.Either<unknown, A>): A => {
  if (E.isLeft(answer)) throw new Error(JSON.stringify(answer.left))
  return answer.right
}
/** Of a command of the channel, which all who watch it come to see. */
const done = (answer: E.Either<unknown, { readonly position: Position }>): void => {
  latest = asked(answer).position
}
const say = async (feedId: FeedId, words: string) =>
  done(await ada.send({ channelId, feedId, body: sample.text(words) }))

/** What somebody sees once they have come as far as the others have gone: how much is unread in each feed. */
const unreadFor = (client: Client) =>
  seen(client, ({ conversations }) => {
    const line = conversations.get(channelId)
    if (line === undefined || line.channel.position < latest) return undefined
    return {
      all: line.unread,
      ...Object.fromEntries(line.feeds.map(({ feedId, unread }) => [feedId, unread])),
    }
  })
/** What is loaded for somebody of a feed, once its range is there and has come as far. */
const saidIn = (client: Client, feedId: FeedId) =>
  seen(client, ({ timelines, conversations }) => {
    const timeline = timelines.get(channelId)
    const isThere = timeline?.feedId === feedId && timeline.loaded && timeline.seeking === null
    const position = conversations.get(channelId)?.channel.position ?? 0
    return isThere && position >= latest && timeline.messages.map(({ body }) => body?.text)
  })
/** The feeds of a conversation as the client keeps them, and as the read models have them. */
const feedsOf = async (client: Client) => {
  const stored = asked(await client.query({ type: 'conversation', channelId, atLeast: latest }))
  return {
    kept: client.state().conversations.get(channelId)?.feeds,
    stored: stored.value.conversation.feeds,
  }
}
const cutOff = async (): Promise<void> => {
  proxy.cutAfter(0)
  await seen(bo, ({ status }) => status !== 'online')
}
const back = async (): Promise<void> => {
  bo.retry()
  await online(bo)
}

test('SDK-110 SDK-111: two feeds of a channel are shown by turns, and counted and read each for itself', async () => {
  done(await ada.command({ type: 'CreateFeed', channelId, feedId: side, name: sample.feedName('Aside') }))
  await say(mainFeed, 'all hear this')
  await say(side, 'the kettle is on')
  await say(side, 'and the cups are here')
  expect(await unreadFor(bo)).toEqual({ all: 3, main: 1, side: 2 })
  await bo.open(channelId, 'latest', side)
  expect(await saidIn(bo, side)).toEqual(['the kettle is on', 'and the cups are here'])
  await say(mainFeed, 'and this')
  await say(side, 'milk?')
  expect(await saidIn(bo, side)).toEqual(['the kettle is on', 'and the cups are here', 'milk?'])
  await bo.open(channelId)
  expect(await saidIn(bo, mainFeed)).toEqual(['all hear this', 'and this'])
  expect(await unreadFor(bo)).toEqual({ all: 5, main: 2, side: 3 })
  bo.markRead(channelId, { feedId: side })
  await seen(bo, ({ conversations }) => conversations.get(channelId)?.unread === 2)
  bo.markRead(channelId)
  await seen(bo, ({ conversations }) => conversations.get(channelId)?.unread === 0)
  const { kept, stored } = await feedsOf(bo)
  expect(kept).toEqual(stored)
})

test('SDK-111: whoever comes back finds both feeds as they are, whichever was shown', async () => {
  await bo.open(channelId, 'latest', side)
  await saidIn(bo, side)
  await cutOff()
  await say(side, 'no milk')
  await say(mainFeed, 'whoever is away missed this')
  await back()
  expect((await saidIn(bo, side)).at(-1)).toBe('no milk')
  expect(await unreadFor(bo)).toEqual({ all: 2, main: 1, side: 1 })
  await bo.open(channelId)
  expect((await saidIn(bo, mainFeed)).at(-1)).toBe('whoever is away missed this')
  const { kept, stored } = await feedsOf(bo)
  expect(kept).toEqual(stored)
})

test('FEED-16 SDK-112: of a feed that was deleted while somebody was away nothing is shown, found or unread', async () => {
  const found = async () => {
    const answer = asked(await bo.query({ type: 'search', text: 'kettle', atLeast: latest }))
    return answer.value.found.map(({ message }) => message.feedId)
  }
  expect(await found()).toEqual([side])
  await bo.open(channelId, 'latest', side)
  await saidIn(bo, side)
  await cutOff()
  done(await ada.command({ type: 'DeleteFeed', channelId, feedId: side }))
  await back()
  expect((await saidIn(bo, mainFeed)).at(-1)).toBe('whoever is away missed this')
  expect(await unreadFor(bo)).toEqual({ all: 1, main: 1 })
  expect(await found()).toEqual([])
  expect(await bo.query({ type: 'history', channelId, feedId: side })).toMatchObject({
    left: { rejection: { _tag: 'FeedIsDeleted', feedId: side } },
  })
  const late = await bo.send({ channelId, feedId: side, body: sample.text('too late') })
  expect(late).toMatchObject({ left: { rejection: { _tag: 'FeedIsDeleted', feedId: side } } })
  const { kept, stored } = await feedsOf(bo)
  expect(kept).toEqual(stored)
})

test('SDK-112: whoever opens a feed that is gone looks at the main one', async () => {
  const late = personAt(engine.url, 'bo', tenant)
  await seen(late, ({ conversations }) => conversations.has(channelId))
  await late.open(channelId, 'latest', side)
  expect((await saidIn(late, mainFeed)).at(-1)).toBe('whoever is away missed this')
  late.close()
})
