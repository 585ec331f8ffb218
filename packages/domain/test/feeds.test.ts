import {
  certain,
  channelKey,
  type ChannelEvent,
  type Command,
  DraftText,
  type FeedId,
  FeedName,
  mainFeed,
  maxFeedNameLength,
  maxFeeds,
  maxFeedsEver,
  SegmentByFeed,
} from '@parley/domain'
import {
  ada,
  bob,
  decideOn,
  eve,
  feedId,
  feedName,
  reactionName,
  segment,
  stateAfter,
  text,
} from '@parley/domain/testing'
import { describe, expect, test } from 'vitest'
import { facts, messageId } from './facts.ts'
import { given, makes, nothing, rejects } from './given.ts'
import { channelOf, created, feedCreated, joined, mainCreated, sent } from './happened.ts'

const side = feedId('side')
const send = (name: string, feed: FeedId, parent: ReturnType<typeof sent> | null = null): Command => ({
  type: 'SendMessage',
  ...facts(bob, name),
  messageId: messageId(bob, name),
  feedId: feed,
  parentId: parent?.messageId ?? null,
  body: text(`says ${name}`),
})
const team = channelOf('standard', { member: bob })
const rowOf = (...events: ReadonlyArray<ChannelEvent>) => stateAfter(events).get(channelKey.text)

describe('FEED-10: the main feed', () => {
  const spoken = [joined(ada, 'owner'), sent(ada, 'one', 1), sent(ada, 'two', 2)]

  test('is there with the channel, whether an event of its own says so or not', () => {
    expect(rowOf(created('standard'), mainCreated)).toEqual(rowOf(created('standard')))
    expect(rowOf(created('standard'))).toMatchObject({ lastSegments: { [mainFeed]: 0 } })
    for (const before of [[created('standard')], [created('standard'), mainCreated]])
      expect(
        given(...before, ...spoken).when({ ...send('hello', mainFeed), ...facts(ada, 'hello') }),
      ).toMatchObject({
        right: [{ feedId: mainFeed, segment: 3 }],
      })
  })

  test('keeps its segments where an event gives it its name later', () => {
    const named = feedCreated(mainFeed, 'all')
    expect(rowOf(created('standard'), ...spoken, named)).toEqual(rowOf(created('standard'), ...spoken))
  })
})

describe('FEED-11: a feed that was created', () => {
  test('begins at its first segment, and takes messages and replies', () => {
    const first = sent(bob, 'aside', 1, null, side)
    const there = [...team, sent(ada, 'one', 1), feedCreated(side)]
    expect(given(...there).when(send('aside', side))).toEqual(makes(first))
    expect(given(...there, first).when(send('reply', side, first))).toEqual(
      makes(sent(bob, 'reply', 2, first.messageId, side)),
    )
  })

  test('is the only one that is there: a message in the log makes none', () => {
    const stray = sent(ada, 'stray', 1, null, side)
    expect(rowOf(...team, stray)).toEqual(rowOf(...team))
    expect(given(...team, stray).when(send('aside', side))).toEqual(
      rejects({ _tag: 'FeedNotFound', feedId: side }),
    )
  })

  test('FEED-13: has a name that people see', () => {
    for (const name of ['Aside', 'ǆ', 'x'.repeat(maxFeedNameLength)]) expect(FeedName.is(name)).toBe(true)
    for (const name of ['', ' ', 'a\nb', '\ud83d', 'x'.repeat(maxFeedNameLength + 1), 1, null])
      expect(FeedName.is(name)).toBe(false)
  })
})

test('FEED-12: a membership begins in each feed where that is, and in one that comes later before its first message', () => {
  const there = [...team, feedCreated(side), sent(ada, 'aside', 1, null, side)]
  const join: Command = { type: 'JoinChannel', ...facts(eve, 'join') }
  const segments = { [mainFeed]: segment(0), [side]: segment(1) }
  expect(given(...there).when(join)).toEqual(makes({ ...joined(eve), segments }))
  expect(given(...team).when(join)).toEqual(makes(joined(eve)))
})

test.each([
  ['a name that is none', { main: 1, 'Main feed': 2 }],
  ['no name', { '': 1 }],
  ['a value that is none', { main: -1 }],
  ['a list', [1]],
])('FEED-12: segments by feed that have %s are refused, not cut down', (_, segments) => {
  expect(SegmentByFeed.decode(segments)).toMatchObject({ _tag: 'Left' })
  expect(SegmentByFeed.is(segments)).toBe(false)
})

const by = facts(ada, 'feeds')
const create = (feed: FeedId): Command => ({
  type: 'CreateFeed',
  ...by,
  feedId: feed,
  name: feedName('aside'),
})
const rename = (feed: FeedId, name: string): Command => ({
  type: 'RenameFeed',
  ...by,
  feedId: feed,
  name: feedName(name),
})
const remove = (feed: FeedId): Command => ({ type: 'DeleteFeed', ...by, feedId: feed })
const deletedFeed = (feed: FeedId): ChannelEvent => ({
  type: 'FeedDeleted',
  ...facts(ada, `delete ${feed}`),
  feedId: feed,
})

describe('FEED-14, FEED-15: a feed', () => {
  test('is created once under an id that the channel has not', () => {
    expect(given(...team).when(create(side))).toEqual(
      makes({ type: 'FeedCreated', ...by, feedId: side, name: feedName('aside') }),
    )
    expect(given(...team, feedCreated(side)).when(create(side))).toEqual(
      rejects({ _tag: 'FeedExists', feedId: side }),
    )
    expect(given(...team).when(create(mainFeed))).toEqual(rejects({ _tag: 'FeedExists', feedId: mainFeed }))
  })

  test('gets another name, the main one too; the name that it has is nothing to do', () => {
    const there = [...team, feedCreated(side)]
    for (const feed of [side, mainFeed])
      expect(given(...there).when(rename(feed, 'beside'))).toEqual(
        makes({ type: 'FeedRenamed', ...by, feedId: feed, name: feedName('beside') }),
      )
    expect(given(...there).when(rename(side, 'aside'))).toEqual(nothing)
    expect(given(...team).when(rename(side, 'aside'))).toEqual(
      rejects({ _tag: 'FeedNotFound', feedId: side }),
    )
  })
})

describe('FEED-16: a feed that was deleted', () => {
  const aside = sent(bob, 'aside', 1, null, side)
  const gone = [...team, feedCreated(side), aside, deletedFeed(side)]
  const isDeleted = rejects({ _tag: 'FeedIsDeleted', feedId: side })
  const notThere = rejects({ _tag: 'MessageNotFound', messageId: aside.messageId })

  test('is so once, and the main one never; one that is not there is none', () => {
    expect(given(...team, feedCreated(side)).when(remove(side))).toEqual(
      makes({ type: 'FeedDeleted', ...by, feedId: side }),
    )
    expect(given(...gone).when(remove(side))).toEqual(nothing)
    expect(given(...team).when(remove(side))).toEqual(rejects({ _tag: 'FeedNotFound', feedId: side }))
    expect(given(...team).when(remove(mainFeed))).toEqual(rejects({ _tag: 'MainFeedStays' }))
  })

  test('takes no message, no name, and no other feed of its id', () => {
    for (const command of [send('more', side), create(side), rename(side, 'beside')])
      expect(given(...gone).when(command)).toEqual(isDeleted)
  })

  test('has no message that anything is done with, and one that was pinned takes no room', () => {
    const about = { ...facts(bob, 'about'), messageId: aside.messageId }
    for (const command of [
      { type: 'EditMessage', ...about, body: text('anew') },
      { type: 'DeleteMessage', ...about },
      { type: 'AddReaction', ...about, name: reactionName('👍') },
      { type: 'PinMessage', ...about, ...by },
      { type: 'UnpinMessage', ...about, ...by },
    ] satisfies ReadonlyArray<Command>)
      expect(given(...gone).when(command)).toEqual(notThere)
  })

  test('is not read, no message of it has come, and one keeps nothing of it for oneself', () => {
    const of = { ...facts(bob, 'own'), feedId: side }
    const commands: ReadonlyArray<Command> = [
      { type: 'MarkRead', ...of, segment: segment(1) },
      { type: 'MarkDelivered', ...of, segment: segment(1) },
      { type: 'SaveDraft', ...of, text: certain(DraftText, 'begun') },
      { type: 'SetNotification', ...of, mode: 'all' },
    ]
    for (const command of commands) {
      const decided = (events: ReadonlyArray<ChannelEvent>) =>
        decideOn(command, stateAfter([]), stateAfter(events))
      expect(decided(gone)).toEqual(isDeleted)
      expect(decided(gone.slice(0, -1))).toMatchObject({ right: [{ feedId: side }] })
    }
  })

  test('is no part of what a member joins', () => {
    expect(given(...gone).when({ type: 'JoinChannel', ...facts(eve, 'join') })).toEqual(makes(joined(eve)))
  })
})

test('FEED-17: so many feeds stand, and so many are ever created', () => {
  const many = (count: number) => Array.from({ length: count }, (_, n) => feedId(`f${n}`))
  const full = many(maxFeeds - 1).map((feed) => feedCreated(feed))
  const isFull = rejects({ _tag: 'TooManyFeeds', of: 'standing', most: maxFeeds })
  expect(given(...team, ...full).when(create(side))).toEqual(isFull)
  expect(given(...team, ...full, deletedFeed(feedId('f0'))).when(create(side))).toMatchObject({
    right: [{ type: 'FeedCreated' }],
  })
  const ever = many(maxFeedsEver - 1).flatMap((feed) => [feedCreated(feed), deletedFeed(feed)])
  const isUsedUp = rejects({ _tag: 'TooManyFeeds', of: 'created', most: maxFeedsEver })
  expect(given(...team, ...ever).when(create(side))).toEqual(isUsedUp)
})
