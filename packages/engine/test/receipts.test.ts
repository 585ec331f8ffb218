import type { MemberReceipts } from '@parley/contract'
import { certain, mainFeed, Position, type UserId } from '@parley/domain'
import { acme, ada, adasChannel, bob, segment, userId } from '@parley/domain/testing'
import { fakeClock } from '@parley/runtime/testing'
import * as E from 'fp-ts/lib/Either.js'
import { expect, it, vi } from 'vitest'
import { receipts, type ReceiptsParts } from '../src/watch/receipts.ts'
import type { ToldReceipts } from '../src/watch/told-receipts.ts'
import type { Room, Watch } from '../src/watch/watch.ts'

const at = (position: number) => certain(Position, position)
const hundred = Array.from({ length: 100 }, (_, n) => userId(`p${n}`))

const has = (one: UserId, readTo = 1): MemberReceipts => ({
  userId: one,
  joinedSegments: {},
  delivered: {},
  read: [{ feedId: mainFeed, part: 'all', parentId: null, readTo: segment(readTo) }],
})

/** A channel of which some watch, over read models that answer when the test says so. */
const channel = (members: ReadonlyArray<UserId> = [ada, bob, ...hundred]) => {
  const clock = fakeClock()
  const answers: Array<() => void> = []
  const world = { members, isTooLarge: false, unavailable: false }
  const memberReceipts = vi.fn<ReceiptsParts['queries']['memberReceipts']>(
    (_, people, atLeast) => async () => {
      await new Promise<void>((resolve) => answers.push(resolve))
      if (world.unavailable) return E.left({ _tag: 'Unavailable', cause: 'down' })
      const { isTooLarge } = world
      const some = world.members.filter((one) => people === 'all' || people.includes(one))
      return E.right({
        position: atLeast,
        value: { isTooLarge, members: isTooLarge ? [] : some.map((one) => has(one)) },
      })
    },
  )
  const missed: Array<Watch> = []
  const told = receipts({
    queries: { memberReceipts },
    clock,
    every: 250,
    miss: (watch) => missed.push(watch),
  })
  const room: Room = { tenantId: acme, channelId: adasChannel, watches: new Set() }
  const watching = (isSlow = false) => {
    const heard: Array<ToldReceipts> = []
    const nothing = (): undefined => undefined
    const listener = {
      isSlow: () => isSlow,
      receipts: (one: ToldReceipts) => heard.push(one),
      updates: nothing,
      people: nothing,
      missed: nothing,
      began: nothing,
      ended: nothing,
    }
    const session = { tenantId: acme, userId: ada, listener, watches: new Map(), toldTo: at(3) }
    const watch: Watch = {
      session,
      room,
      revision: 0,
      held: undefined,
      heldCharacters: 0,
      begun: true,
      overflowed: false,
      awaited: undefined,
      ended: false,
    }
    told.begin(watch)
    return { heard, watch }
  }
  /** Lets the read models answer, and then the channel rest. */
  const answered = async (): Promise<void> => {
    answers.splice(0).forEach((answer) => answer())
    await new Promise((resolve) => setImmediate(resolve))
    clock.advance(250)
  }
  const asked = () => memberReceipts.mock.calls.map(([, people, atLeast]) => [people, atLeast])
  return { told, room, world, watching, answered, asked, missed }
}

const usersOf = ({ members }: ToldReceipts): ReadonlyArray<UserId> => members.map(({ userId: one }) => one)

it('RECEIPT-6: a watch is told of all members, and then of those of whom something changed', async () => {
  const { told, room, watching, answered, asked } = channel([ada, bob])
  const { heard } = watching()
  await answered()
  told.changed(room, [bob], at(9))
  await answered()
  told.changed(room, [userId('eve')], at(10))
  await answered()
  expect(asked()).toEqual([
    ['all', 3],
    [[bob], 9],
    [['eve'], 10],
  ])
  expect(heard.map((one) => [one.whole, usersOf(one), one.gone, one.position])).toEqual([
    [true, [ada, bob], [], 3],
    [false, [bob], [], 9],
    [false, [], ['eve'], 10],
  ])
})

it('RECEIPT-9: when a hundred read on at once, the channel is read twice, and each watcher is told twice', async () => {
  const { told, room, watching, answered, asked } = channel()
  const watches = hundred.map(() => watching())
  await answered()
  await answered()
  const before = asked().length
  const heardBefore = watches.map(({ heard }) => heard.length)
  hundred.forEach((one, n) => told.changed(room, [one], at(10 + n)))
  await answered()
  await answered()
  await answered()
  expect(asked().length - before).toBe(2)
  expect(watches.map(({ heard }, n) => heard.length - (heardBefore[n] ?? 0))).toEqual(hundred.map(() => 2))
  // All of them are given one and the same.
  expect(new Set(watches.map(({ heard }) => heard.at(-1))).size).toBe(1)
  expect(watches[0]?.heard.slice(-2).map((one) => one.members.length)).toEqual([1, 99])
})

it('RECEIPT-7: who has left, or reads on, while it is read is not told of as they were', async () => {
  const { told, room, world, watching, answered } = channel([ada, bob])
  const { heard } = watching()
  told.changed(room, [bob], at(9))
  await answered()
  expect(heard.map(usersOf)).toEqual([[ada]])
  world.members = [ada]
  await answered()
  expect(heard.at(-1)).toMatchObject({ whole: false, members: [], gone: [bob] })
})

it('RECEIPT-8: of a channel that has become too large all is taken back, and told anew once it is small again', async () => {
  const { told, room, world, watching, answered } = channel([ada, bob])
  const { heard } = watching()
  await answered()
  world.isTooLarge = true
  told.changed(room, [userId('cy')], at(9))
  await answered()
  world.isTooLarge = false
  told.changed(room, [userId('cy')], at(10))
  await answered()
  await answered()
  expect(heard.map((one) => [one.whole, usersOf(one)])).toEqual([
    [true, [ada, bob]],
    [true, []],
    [true, [ada, bob]],
  ])
})

it('RECEIPT-10: who does not take it misses it, and what can’t be read is told later', async () => {
  const { told, room, world, watching, answered, missed } = channel([ada, bob])
  const slow = watching(true)
  const { heard } = watching()
  world.unavailable = true
  await answered()
  expect([missed, heard]).toEqual([[], []])
  world.unavailable = false
  told.changed(room, [bob], at(9))
  await answered()
  await answered()
  expect(heard.flatMap(usersOf)).toContain(bob)
  expect(missed).toContain(slow.watch)
  expect(slow.heard).toEqual([])
})

it('RECEIPT-9: nothing is asked of a channel of which nobody wants to be told any more', async () => {
  const { told, room, watching, answered, asked } = channel([ada, bob])
  const { watch } = watching()
  await answered()
  watch.ended = true
  told.changed(room, [bob], at(9))
  await answered()
  expect(asked()).toHaveLength(1)
})
