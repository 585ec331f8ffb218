import {
  certain,
  type ChannelEvent,
  type Command,
  LimitCount,
  mainFeed,
  retryAtOf,
  type Until,
  type UserId,
  WindowSeconds,
} from '@parley/domain'
import { ada, at, bob, cleo, dan, emptyWorld, eve, segment, submit, text } from '@parley/domain/testing'
import fc from 'fast-check'
import * as E from 'fp-ts/lib/Either.js'
import { expect, test } from 'vitest'
import { facts, messageId } from './facts.ts'
import { given, makes, nothing, rejects } from './given.ts'
import { channelOf, conversation, joined, left, mainCreated } from './happened.ts'

const count = (n: number): LimitCount => certain(LimitCount, n)
const window = (n: number): WindowSeconds => certain(WindowSeconds, n)

/** So many messages within so many seconds, for one person or for each. */
const many = (userId: UserId | null, limit = 1, seconds = 30, until: Until = null) => ({
  userId,
  limit: count(limit),
  windowSeconds: window(seconds),
  until,
})
const set = (by: UserId, of: ReturnType<typeof many>): Command => ({
  type: 'SetRateLimit',
  ...facts(by, 'set'),
  ...of,
})
const lift = (by: UserId, userId: UserId | null): Command => ({
  type: 'LiftRateLimit',
  ...facts(by, 'lift'),
  userId,
})
const wasSet = (by: UserId, of: ReturnType<typeof many>): ChannelEvent => ({
  type: 'RateLimitSet',
  ...facts(by, 'set'),
  ...of,
})
const wasLifted = (by: UserId, userId: UserId | null): ChannelEvent => ({
  type: 'RateLimitLifted',
  ...facts(by, 'lift'),
  userId,
})

const team = [...channelOf('standard', { admin: bob, moderator: cleo, member: dan }), mainCreated]

const send = (by: UserId, seconds: number, name = `at ${seconds}`): Command => ({
  type: 'SendMessage',
  ...facts(by, name),
  at: at(seconds),
  messageId: messageId(by, name),
  feedId: mainFeed,
  parentId: null,
  body: text('hear me'),
})
/** A message of somebody, with what they had sent by it, since some second; null: no limit held. */
const sent = (by: UserId, seconds: number, nth: number, since: number | null, so = nth): ChannelEvent => ({
  type: 'MessageSent',
  ...facts(by, `at ${seconds}`),
  at: at(seconds),
  messageId: messageId(by, `at ${seconds}`),
  senderId: by,
  feedId: mainFeed,
  segment: segment(nth),
  parentId: null,
  body: text('hear me'),
  ...(since === null ? {} : { rate: { since: at(since), count: count(so) } }),
})

test('LIMIT-1, MOD-3: who may set limits does so for the channel, and for whom they outrank', () => {
  for (const by of [ada, bob, cleo])
    for (const of of [many(null), many(dan), many(eve)])
      expect(given(...team).when(set(by, of))).toEqual(makes(wasSet(by, of)))
  expect(given(...team).when(set(dan, many(null)))).toEqual(
    rejects({ _tag: 'RoleTooLow', needs: 'moderator' }),
  )
  expect(given(...team).when(set(cleo, many(bob)))).toEqual(rejects({ _tag: 'OutranksYou', userId: bob }))
  expect(given(...team).when(set(cleo, many(cleo)))).toEqual(rejects({ _tag: 'OutranksYou', userId: cleo }))
  expect(given(...conversation).when(set(ada, many(null)))).toEqual(rejects({ _tag: 'ConversationStays' }))
})

test('LIMIT-2, LIMIT-3: a message says what its sender has sent, and one too many when they may send again', () => {
  const slow = [...team, wasSet(cleo, many(null, 2, 30))]
  expect(given(...team).when(send(dan, 10))).toEqual(makes(sent(dan, 10, 1, null)))
  expect(given(...slow).when(send(dan, 10))).toEqual(makes(sent(dan, 10, 1, 10)))
  const once = [...slow, sent(dan, 10, 1, 10)]
  expect(given(...once).when(send(dan, 20))).toEqual(makes(sent(dan, 20, 2, 10)))
  const twice = [...once, sent(dan, 20, 2, 10)]
  for (const seconds of [20, 39])
    expect(given(...twice).when(send(dan, seconds, 'more'))).toEqual(
      rejects({ _tag: 'LimitReached', retryAt: at(40) }),
    )
  expect(given(...twice).when(send(dan, 40))).toEqual(makes(sent(dan, 40, 3, 40, 1)))
})

test('LIMIT-2: a message that is sent again is the one that was sent, and counts no more', () => {
  const slow = [...team, wasSet(cleo, many(null)), sent(dan, 10, 1, 10)]
  expect(given(...slow).when({ ...send(dan, 10), at: at(11) })).toEqual(nothing)
})

test('LIMIT-4: who may set limits is held by none of the channel, and by their own, which goes before it', () => {
  const slow = [...team, wasSet(ada, many(null))]
  for (const by of [ada, bob, cleo])
    expect(given(...slow).when(send(by, 10))).toEqual(makes(sent(by, 10, 1, null)))
  const own = [...slow, wasSet(ada, many(cleo, 1, 60)), wasSet(ada, many(dan, 2, 60))]
  expect(given(...own, sent(cleo, 10, 1, 10)).when(send(cleo, 45))).toEqual(
    rejects({ _tag: 'LimitReached', retryAt: at(70) }),
  )
  expect(given(...own, sent(dan, 10, 1, 10)).when(send(dan, 15))).toEqual(makes(sent(dan, 15, 2, 10)))
})

test('LIMIT-4: leaving and coming back sheds no limit, and nothing of what was sent under it', () => {
  const slow = [...team, wasSet(ada, many(dan)), sent(dan, 10, 1, 10), left(dan), joined(dan)]
  expect(given(...slow).when(send(dan, 15))).toEqual(rejects({ _tag: 'LimitReached', retryAt: at(40) }))
})

test('LIMIT-5: the same limit again is nothing to do, and another takes its place', () => {
  for (const userId of [null, dan]) {
    const slow = [...team, wasSet(cleo, many(userId))]
    expect(given(...slow).when(set(bob, many(userId)))).toEqual(nothing)
    for (const other of [many(userId, 2), many(userId, 1, 60), many(userId, 1, 30, at(60))])
      expect(given(...slow).when(set(bob, other))).toEqual(makes(wasSet(bob, other)))
  }
})

test('LIMIT-6, MOD-3: who may set limits lifts those of the channel and of whom they outrank', () => {
  const slow = [...team, ...[null, dan, cleo].map((userId) => wasSet(ada, many(userId)))]
  for (const userId of [null, dan])
    expect(given(...slow).when(lift(cleo, userId))).toEqual(makes(wasLifted(cleo, userId)))
  expect(given(...slow).when(lift(cleo, cleo))).toEqual(rejects({ _tag: 'OutranksYou', userId: cleo }))
  expect(given(...slow).when(lift(dan, null))).toEqual(rejects({ _tag: 'RoleTooLow', needs: 'moderator' }))
  for (const userId of [null, dan]) expect(given(...team).when(lift(cleo, userId))).toEqual(nothing)
  const lifted = [...slow, sent(dan, 10, 1, 10), wasLifted(cleo, null), wasLifted(cleo, dan)]
  expect(given(...lifted).when(send(dan, 15))).toEqual(makes(sent(dan, 15, 2, null)))
})

test('MOD-1, MOD-2: a limit ends by itself at its moment, and does not begin when that has passed', () => {
  for (const userId of [null, dan]) {
    const slow = [...team, wasSet(cleo, many(userId, 1, 300, at(60))), sent(dan, 10, 1, 10)]
    expect(given(...slow).when(send(dan, 59))).toEqual(rejects({ _tag: 'LimitReached', retryAt: at(310) }))
    expect(given(...slow).when(send(dan, 60))).toEqual(makes(sent(dan, 60, 2, null)))
    expect(given(...slow).when({ ...lift(cleo, userId), at: at(60) })).toEqual(nothing)
    expect(given(...team).when(set(cleo, many(userId, 1, 30, at(1))))).toEqual(
      rejects({ _tag: 'AlreadyOver', until: at(1) }),
    )
  }
})

test('LIMIT-2, LIMIT-3: however fast somebody sends, between one counted first and the end of its window come no more than the limit', () => {
  const anyLimit = fc.record({
    limit: fc.integer({ min: 1, max: 4 }),
    seconds: fc.integer({ min: 1, max: 20 }),
  })
  const pauses = fc.array(fc.nat({ max: 6 }), { maxLength: 40 })
  fc.assert(
    fc.property(anyLimit, pauses, ({ limit, seconds }, waits) => {
      const world = emptyWorld()
      const channel: Command = {
        type: 'CreateChannel',
        ...facts(ada, 'create'),
        channelType: 'standard',
        name: 'general' as never,
        description: '' as never,
        members: [dan],
      }
      submit(world, channel)
      submit(world, set(ada, many(null, limit, seconds)))
      let now = 10
      // Each by itself: the first that is not in the window of the one before begins one.
      let begun: number | undefined
      let inWindow = 0
      waits.forEach((wait, n) => {
        now += wait
        const outcome = submit(world, send(dan, now, `message ${n}`))
        if (begun === undefined || now >= begun + seconds) [begun, inWindow] = [now, 0]
        const rejected = { _tag: 'LimitReached', retryAt: at(begun + seconds) }
        expect(E.isRight(outcome) || outcome.left).toEqual(inWindow < limit ? true : rejected)
        inWindow += 1
      })
    }),
  )
})

test('LIMIT-3: who has sent less than they may, or whose window has ended, may send now', () => {
  const limit = { limit: count(2), windowSeconds: window(30) }
  const rate = (so: number) => ({ since: at(10), count: count(so) })
  expect(retryAtOf(undefined, limit, at(10))).toBeNull()
  expect(retryAtOf(rate(1), limit, at(10))).toBeNull()
  expect(retryAtOf(rate(2), limit, at(39))).toBe(at(40))
  // More than this limit lets through: another stood before.
  expect(retryAtOf(rate(3), limit, at(39))).toBe(at(40))
  expect(retryAtOf(rate(2), limit, at(40))).toBeNull()
})
