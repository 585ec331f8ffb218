import {
  channelKey,
  type ChannelEvent,
  type Command,
  type FeedId,
  FeedName,
  mainFeed,
  maxFeedNameLength,
  SegmentByFeed,
} from '@parley/domain'
import { ada, bob, eve, feedId, segment, stateAfter, text } from '@parley/domain/testing'
import { describe, expect, test } from 'vitest'
import { facts, messageId } from './facts.ts'
import { given, makes, rejects } from './given.ts'
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
