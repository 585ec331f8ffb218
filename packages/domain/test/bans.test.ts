import { type ChannelEvent, type Command, type Role, type Until, type UserId } from '@parley/domain'
import { ada, at, bob, cleo, dan, eve } from '@parley/domain/testing'
import { expect, test } from 'vitest'
import { facts } from './facts.ts'
import { given, makes, nothing, rejects } from './given.ts'
import { channelOf, conversation, joined, left } from './happened.ts'

const ban = (by: UserId, userId: UserId, until: Until = null): Command => ({
  type: 'BanMember',
  ...facts(by, 'ban'),
  userId,
  until,
  reason: null,
})
const unban = (by: UserId, userId: UserId): Command => ({
  type: 'UnbanMember',
  ...facts(by, 'unban'),
  userId,
})
const join = (by: UserId, when = at(1)): Command => ({ type: 'JoinChannel', ...facts(by, 'come'), at: when })
const add = (by: UserId, userId: UserId): Command => ({ type: 'AddMember', ...facts(by, 'add'), userId })

const banned = (
  by: UserId,
  userId: UserId,
  role?: Role,
  until: Until = null,
): ReadonlyArray<ChannelEvent> => [
  {
    type: 'MemberBanned',
    ...facts(by, 'ban'),
    userId,
    rolesBefore: role === undefined ? [] : [role],
    until,
    reason: null,
  },
  ...(role === undefined ? [] : [{ ...left(userId, role), ...facts(by, 'ban') }]),
]
const unbanned: ChannelEvent = { type: 'MemberUnbanned', ...facts(cleo, 'unban'), userId: dan }

const team = channelOf('standard', { admin: bob, moderator: cleo, member: dan })

test('BAN-1: who may ban does so with whom they outrank, who goes by it', () => {
  for (const by of [ada, bob, cleo])
    expect(given(...team).when(ban(by, dan))).toEqual(makes(...banned(by, dan, 'member')))
  expect(given(...team).when(ban(dan, cleo))).toEqual(rejects({ _tag: 'RoleTooLow', needs: 'moderator' }))
  expect(given(...conversation).when(ban(ada, bob))).toEqual(rejects({ _tag: 'ConversationStays' }))
})

test('MOD-3: nobody bans who does not stand below them, nor themselves', () => {
  for (const [by, userId] of [
    [cleo, bob],
    [cleo, ada],
    [bob, ada],
    [cleo, cleo],
    [ada, ada],
  ] as const)
    expect(given(...team).when(ban(by, userId))).toEqual(rejects({ _tag: 'OutranksYou', userId }))
})

test('BAN-2: who is banned neither joins nor is added, in whichever channel they might have', () => {
  for (const out of [
    [...team, ...banned(cleo, dan, 'member')],
    [...team, left(dan), ...banned(cleo, dan)],
  ]) {
    expect(given(...out).when(join(dan))).toEqual(rejects({ _tag: 'Banned', until: null }))
    expect(given(...out).when(add(ada, dan))).toEqual(rejects({ _tag: 'UserIsBanned', userId: dan }))
    expect(given(...out).when(join(eve))).toMatchObject({ right: [{ userId: eve }] })
  }
  const closed = channelOf('private', { member: dan })
  expect(given(...closed, ...banned(ada, dan, 'member')).when(join(dan))).toEqual(
    rejects({ _tag: 'ChannelNotFound' }),
  )
})

test('BAN-3: who is no member is banned too', () => {
  expect(given(...team).when(ban(cleo, eve))).toEqual(makes(...banned(cleo, eve)))
})

test('BAN-4: the same ban again is nothing to do, and one with another end takes its place', () => {
  const out = [...team, ...banned(cleo, dan, 'member')]
  expect(given(...out).when({ ...ban(bob, dan) })).toEqual(nothing)
  const until = at(60)
  expect(given(...out).when(ban(bob, dan, until))).toEqual(makes(...banned(bob, dan, undefined, until)))
})

test('BAN-5: a ban is taken back by who may ban, and makes nobody a member', () => {
  const out = [...team, ...banned(ada, dan, 'member')]
  expect(given(...out).when(unban(cleo, dan))).toEqual(makes(unbanned))
  expect(given(...out).when(unban(dan, dan))).toEqual(rejects({ _tag: 'NotAMember' }))
  expect(given(...team).when(unban(cleo, dan))).toEqual(nothing)
  expect(given(...out, unbanned).when(join(dan))).toEqual(makes({ ...joined(dan), ...facts(dan, 'come') }))
})

test('MOD-1, MOD-2: a ban ends by itself at its moment, and does not begin when that has passed', () => {
  const until = at(60)
  const out = [...team, ...banned(cleo, dan, 'member', until)]
  expect(given(...out).when(join(dan, at(59)))).toEqual(rejects({ _tag: 'Banned', until }))
  expect(given(...out).when(join(dan, until))).toMatchObject({ right: [{ type: 'MemberJoined' }] })
  expect(given(...out).when({ ...unban(cleo, dan), at: until })).toEqual(nothing)
  expect(given(...team).when(ban(cleo, dan, at(1)))).toEqual(rejects({ _tag: 'AlreadyOver', until: at(1) }))
})
