import {
  type ChannelEvent,
  type DomainEvent,
  type FeedId,
  mainFeed,
  type MarkRead,
  type ReadMarked,
  type MessageId,
  partOf,
  type Rejection,
  type UserId,
} from '@parley/domain'
import {
  acme,
  ada,
  adasChannel,
  arbitraryCommands,
  at,
  bob,
  commandId,
  decideOn,
  emptyWorld,
  eve,
  feedId,
  segment,
  stateAfter,
  submit,
} from '@parley/domain/testing'
import fc from 'fast-check'
import * as E from 'fp-ts/lib/Either.js'
import { expect, test } from 'vitest'
import { messageId } from './facts.ts'
import { archived, channelOf, conversation, feedCreated, left, sent } from './happened.ts'

const mark = (by: UserId, to: number, feed: FeedId = mainFeed): MarkRead => ({
  type: 'MarkRead',
  tenantId: acme,
  by,
  commandId: commandId(`read ${to}`),
  at: at(1),
  channelId: adasChannel,
  feedId: feed,
  segment: segment(to),
})

const marked = (userId: UserId, to: number, feed: FeedId = mainFeed): ReadMarked => {
  const { by: _, ...rest } = mark(userId, to, feed)
  return { ...rest, type: 'ReadMarked', userId }
}

/** What marking comes to, given a channel's events and those of the person's inbox. */
const given = (events: ReadonlyArray<ChannelEvent>, ...inbox: ReadonlyArray<ReadMarked>) => ({
  when: (command: MarkRead): E.Either<Rejection, ReadonlyArray<DomainEvent>> =>
    decideOn(command, stateAfter(inbox), stateAfter(events)),
})
const makes = (...events: ReadonlyArray<ReadMarked>) => E.right(events)
const nothing = makes()

const spoken = [
  ...channelOf('standard', { member: bob }),
  sent(ada, 'one', 1),
  sent(bob, 'two', 2),
  sent(ada, 'three', 3),
]

test('INBOX-1: a cursor goes forwards', () => {
  expect(given(spoken).when(mark(bob, 2))).toEqual(makes(marked(bob, 2)))
  expect(given(spoken, marked(bob, 2)).when(mark(bob, 3))).toEqual(makes(marked(bob, 3)))
})

test('INBOX-1: where it stands or before is nothing to do, for who has left too', () => {
  expect(given(spoken, marked(bob, 2)).when(mark(bob, 2))).toEqual(nothing)
  expect(given(spoken, marked(bob, 2)).when(mark(bob, 1))).toEqual(nothing)
  expect(given([...spoken, left(bob)], marked(bob, 2)).when(mark(bob, 2))).toEqual(nothing)
})

test('INBOX-1: after any history a cursor only ever went forwards', () => {
  fc.assert(
    fc.property(arbitraryCommands({ channels: 2, maxLength: 80 }), (commands) => {
      const world = emptyWorld()
      for (const command of commands) submit(world, command)
      const marks = world.events.filter((event) => event.type === 'ReadMarked')
      for (const feed of Map.groupBy(marks, (m) =>
        [m.userId, m.channelId, m.feedId, partOf(m)].join('\n'),
      ).values()) {
        const segments = feed.map((event) => event.segment)
        expect(segments).toEqual([...new Set(segments)].toSorted((a, b) => a - b))
      }
    }),
    { numRuns: 300 },
  )
})

test('INBOX-2: only a member marks read', () => {
  expect(given(spoken).when(mark(eve, 1))).toEqual(E.left({ _tag: 'NotAMember' }))
  expect(given([...spoken, left(bob)]).when(mark(bob, 1))).toEqual(E.left({ _tag: 'NotAMember' }))
  const notFound = E.left({ _tag: 'ChannelNotFound' })
  expect(given([]).when(mark(bob, 1))).toEqual(notFound)
  expect(given(channelOf('private')).when(mark(eve, 0))).toEqual(notFound)
  expect(given(conversation).when(mark(eve, 0))).toEqual(notFound)
})

test('INBOX-3: a cursor goes as far as its feed', () => {
  expect(given(spoken).when(mark(bob, 3))).toEqual(makes(marked(bob, 3)))
  expect(given(spoken).when(mark(bob, 4))).toEqual(
    E.left({ _tag: 'SegmentNotReached', lastSegment: segment(3) }),
  )
  const none = feedId('constructor')
  expect(given(spoken).when(mark(bob, 1, none))).toEqual(E.left({ _tag: 'FeedNotFound', feedId: none }))
})

test('INBOX-4: an archived channel is still read', () => {
  expect(given([...spoken, archived]).when(mark(bob, 3))).toEqual(makes(marked(bob, 3)))
})

test('INBOX-5: before the first message is nothing to do', () => {
  expect(given(spoken).when(mark(bob, 0))).toEqual(nothing)
})

test('INBOX-6: each feed has its own cursor', () => {
  const side = feedId('side')
  const both = [...spoken, feedCreated(side), sent(ada, 'aside', 1, null, side)]
  expect(given(both, marked(bob, 3)).when(mark(bob, 1, side))).toEqual(makes(marked(bob, 1, side)))
})

const of = <A>(all: A, parentId: MessageId | null): A & { readonly parentId: MessageId | null } => ({
  ...all,
  parentId,
})
const [first, reply, gone] = [messageId(ada, 'one'), messageId(bob, 'two'), messageId(ada, 'three')]
const answered = [
  ...channelOf('standard', { member: bob }),
  sent(ada, 'one', 1),
  sent(bob, 'two', 2, first),
  sent(ada, 'three', 3),
]

test('INBOX-10: the top of threads and each thread have cursors of their own', () => {
  expect(given(answered).when(of(mark(bob, 3), null))).toEqual(makes(of(marked(bob, 3), null)))
  expect(given(answered).when(of(mark(bob, 2), first))).toEqual(makes(of(marked(bob, 2), first)))
  const read = [of(marked(bob, 3), null), of(marked(bob, 2), first)]
  expect(given(answered, ...read).when(of(mark(bob, 3), first))).toEqual(makes(of(marked(bob, 3), first)))
  expect(given(answered, ...read).when(of(mark(bob, 1), gone))).toEqual(makes(of(marked(bob, 1), gone)))
  for (const parentId of [null, first])
    expect(given(answered, ...read).when(of(mark(bob, 2), parentId))).toEqual(nothing)
})

test('INBOX-10 INBOX-12: a mark without a part covers all of them, and is not covered by one of a part', () => {
  for (const parentId of [null, first, gone]) {
    expect(given(answered, marked(bob, 3)).when(of(mark(bob, 3), parentId))).toEqual(nothing)
    expect(given(answered, of(marked(bob, 3), parentId)).when(mark(bob, 2))).toEqual(makes(marked(bob, 2)))
  }
})

test('INBOX-11: a thread is that of a message of the feed that answers none', () => {
  const none = messageId(bob, 'never')
  expect(given(answered).when(of(mark(bob, 1), none))).toEqual(
    E.left({ _tag: 'MessageNotFound', messageId: none }),
  )
  expect(given(answered).when(of(mark(bob, 1), reply))).toEqual(
    E.left({ _tag: 'RepliesDoNotNest', parentId: reply }),
  )
  expect(given(answered).when(of(mark(bob, 4), first))).toEqual(
    E.left({ _tag: 'SegmentNotReached', lastSegment: segment(3) }),
  )
})
