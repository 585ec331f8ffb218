import { type ChannelEvent, type Command, type DomainEvent, mainFeed } from '@parley/domain'
import {
  ada,
  arbitraryCommands,
  bob,
  decideOn,
  feedId,
  segment,
  stateAfter,
  worldAfter,
} from '@parley/domain/testing'
import fc from 'fast-check'
import * as E from 'fp-ts/lib/Either.js'
import { expect, test } from 'vitest'
import { facts } from './facts.ts'
import { channelOf, left, sent } from './happened.ts'

const given = (events: ReadonlyArray<ChannelEvent>, ...inbox: ReadonlyArray<DomainEvent>) => ({
  when: (command: Command) => decideOn(command, stateAfter(inbox), stateAfter(events)),
})
const spoken = [...channelOf('standard', { member: bob }), sent(ada, 'one', 1), sent(ada, 'two', 2)]
const mark = (to: number) =>
  ({ type: 'MarkDelivered', ...facts(bob, `d${to}`), feedId: mainFeed, segment: segment(to) }) as const
const { by: _, ...own } = facts(bob, 'x')
const marked = (to: number) => ({
  ...own,
  type: 'DeliveredMarked' as const,
  userId: bob,
  commandId: facts(bob, `d${to}`).commandId,
  feedId: mainFeed,
  segment: segment(to),
})
const read = (to: number, parentId?: null) => ({
  ...own,
  type: 'ReadMarked' as const,
  userId: bob,
  feedId: mainFeed,
  segment: segment(to),
  ...(parentId === undefined ? {} : { parentId }),
})
const nothing = E.right([])

test('RECEIPT-1: a mark of delivery goes forwards, as far as its feed', () => {
  expect(given(spoken).when(mark(1))).toEqual(E.right([marked(1)]))
  expect(given(spoken, marked(1)).when(mark(2))).toEqual(E.right([marked(2)]))
  expect(given(spoken, marked(2)).when(mark(1))).toEqual(nothing)
  expect(given(spoken).when(mark(0))).toEqual(nothing)
  expect(given(spoken).when(mark(3))).toEqual(E.left({ _tag: 'SegmentNotReached', lastSegment: segment(2) }))
  const none = feedId('none')
  expect(given(spoken).when({ ...mark(1), feedId: none })).toEqual(
    E.left({ _tag: 'FeedNotFound', feedId: none }),
  )
})

test('CH-7, RECEIPT-1: a mark that was carried out does nothing again, though one left since; another is turned down', () => {
  const gone = [...spoken, left(bob)]
  expect(given(gone, marked(2)).when(mark(2))).toEqual(nothing)
  expect(given(gone, read(2)).when(mark(1))).toEqual(nothing)
  for (const to of [0, 2])
    expect(given(gone, marked(1)).when(mark(to))).toEqual(E.left({ _tag: 'NotAMember' }))
})

test('RECEIPT-2: what was read has come', () => {
  for (const cursor of [read(2), read(2, null)]) expect(given(spoken, cursor).when(mark(2))).toEqual(nothing)
  expect(given(spoken, read(1)).when(mark(2))).toEqual(E.right([marked(2)]))
})

test('RECEIPT-1: after any history marks of delivery only ever went forwards', () => {
  fc.assert(
    fc.property(arbitraryCommands({ channels: 2, maxLength: 80 }), (commands) => {
      const marks = worldAfter(commands).events.filter((event) => event.type === 'DeliveredMarked')
      const of = Map.groupBy(marks, (one) => [one.userId, one.channelId, one.feedId].join('\n'))
      for (const all of of.values())
        expect(all.map((one) => one.segment)).toEqual(
          [...new Set(all.map((one) => one.segment))].toSorted((a, b) => a - b),
        )
    }),
    { numRuns: 200 },
  )
})

test('RECEIPT-5: keeping to oneself is said once, and taken back', () => {
  const keep = { type: 'KeepReceipts', ...facts(bob, 'k'), kept: true } as const
  const kept = { ...own, type: 'ReceiptsKept', userId: bob, commandId: keep.commandId, kept: true } as const
  expect(given(spoken).when(keep)).toEqual(E.right([kept]))
  expect(given(spoken, kept).when({ ...keep, ...facts(bob, 'k2') })).toEqual(nothing)
  expect(given(spoken, kept).when({ ...keep, ...facts(bob, 'k3'), kept: false })).toEqual(
    E.right([{ ...kept, commandId: facts(bob, 'k3').commandId, kept: false }]),
  )
})
