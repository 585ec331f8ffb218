import { type Command, type ChannelEvent, mainFeed, maxMembers, type Role, type UserId } from '@parley/domain'
import { ada, bob, cleo, dan, eve, feedId, segment, userId as person } from '@parley/domain/testing'
import { describe, expect, test } from 'vitest'
import { facts } from './facts.ts'
import { given, makes, nothing, rejects } from './given.ts'
import { channelOf, conversation, feedCreated, joined, left, sent } from './happened.ts'

const join = (by: UserId): Command => ({ type: 'JoinChannel', ...facts(by, 'do') })
const leave = (by: UserId): Command => ({ type: 'LeaveChannel', ...facts(by, 'do') })
const add = (by: UserId, userId: UserId): Command => ({
  type: 'AddMember',
  ...facts(by, 'do'),
  userId,
})
const remove = (by: UserId, userId: UserId): Command => ({
  type: 'RemoveMember',
  ...facts(by, 'do'),
  userId,
})
const rank = (by: UserId, userId: UserId, role: Role): Command => ({
  type: 'ChangeRole',
  ...facts(by, 'do'),
  userId,
  role,
})
const changed = (by: UserId, userId: UserId, previous: Role, role: Role): ChannelEvent => ({
  type: 'MemberRoleChanged',
  ...facts(by, 'do'),
  userId,
  role,
  previous,
})
const tooLow = (needs: Role) => rejects({ _tag: 'RoleTooLow', needs })
const outranks = (userId: UserId) => rejects({ _tag: 'OutranksYou', userId })
const lastOwner = rejects({ _tag: 'LastOwner' })

/** Ada owns it, Bob is admin, Cleo moderator, Dan member; Eve is a stranger. */
const others = { admin: bob, moderator: cleo, member: dan } as const
const team = channelOf('standard', others)

describe('joining', () => {
  test('MEM-20: a channel has so many members at the most', () => {
    const crowd = Array.from({ length: maxMembers - team.length + 1 }, (_, n) => joined(person(`p${n}`)))
    const full = [...team, ...crowd]
    const isFull = rejects({ _tag: 'ChannelIsFull', most: maxMembers })
    expect(given(...full).when(join(eve))).toEqual(isFull)
    expect(given(...full).when(add(ada, eve))).toEqual(isFull)
    expect(given(...full).when(add(ada, dan))).toEqual(nothing)
    expect(given(...full, left(dan)).when(join(eve))).toMatchObject({ right: [{ userId: eve }] })
  })

  test.each(['standard', 'broadcast'] as const)('MEM-1: everyone may join a %s channel', (type) => {
    expect(given(...channelOf(type)).when(join(eve))).toEqual(makes({ ...joined(eve), ...facts(eve, 'do') }))
    expect(given(...channelOf(type)).when(join(ada))).toEqual(nothing)
  })

  test('MEM-1: a private channel is not joined; who was added has nothing to do', () => {
    expect(given(...channelOf('private')).when(join(eve))).toEqual(rejects({ _tag: 'ChannelNotFound' }))
    expect(given(...channelOf('private', others)).when(join(dan))).toEqual(nothing)
  })

  test('MEM-2: who joins an empty channel owns it', () => {
    expect(given(...channelOf('standard'), left(ada, 'owner')).when(join(eve))).toEqual(
      makes({ ...joined(eve, 'owner'), ...facts(eve, 'do') }),
    )
  })

  test('MEM-3: a membership begins at the last segment of each feed', () => {
    const [side, empty] = [feedId('side'), feedId('constructor')]
    const spoken = [
      ...team,
      sent(ada, 'one', 1),
      feedCreated(side),
      sent(ada, 'two', 2),
      sent(ada, 'aside', 1, null, side),
      feedCreated(empty),
    ]
    const segments = { [mainFeed]: segment(2), [side]: segment(1), [empty]: segment(0) }
    const atTwo = { ...joined(eve), segments }
    expect(given(...spoken).when(join(eve))).toEqual(makes({ ...atTwo, ...facts(eve, 'do') }))
    expect(given(...spoken).when(add(ada, eve))).toEqual(makes({ ...atTwo, ...facts(ada, 'do') }))
  })

  test.each([ada, bob, cleo, dan])('MEM-4: any member adds to a standard channel (%s)', (by) => {
    expect(given(...team).when(add(by, eve))).toEqual(makes({ ...joined(eve), ...facts(by, 'do') }))
  })

  test.each(['private', 'broadcast'] as const)('MEM-4: to a %s channel a moderator or above adds', (type) => {
    const channel = channelOf(type, others)
    for (const by of [ada, bob, cleo]) {
      expect(given(...channel).when(add(by, eve))).toEqual(makes({ ...joined(eve), ...facts(by, 'do') }))
    }
    expect(given(...channel).when(add(dan, eve))).toEqual(tooLow('moderator'))
  })

  test('MEM-5: who is in already keeps their role', () => {
    expect(given(...team).when(add(dan, bob))).toEqual(nothing)
    expect(given(...team).when(add(dan, dan))).toEqual(nothing)
  })
})

describe('leaving', () => {
  test('MEM-6: a member leaves, and says with which role', () => {
    expect(given(...team).when(leave(cleo))).toEqual(
      makes({ ...left(cleo, 'moderator'), ...facts(cleo, 'do') }),
    )
  })

  test.each(['standard', 'broadcast'] as const)('MEM-6: who is not in a %s channel has left', (type) => {
    expect(given(...channelOf(type)).when(leave(eve))).toEqual(nothing)
    expect(given(...channelOf(type), joined(eve), left(eve)).when(leave(eve))).toEqual(nothing)
  })

  test('MEM-7: the last owner goes only as the last of all', () => {
    const goes = makes({ ...left(ada, 'owner'), ...facts(ada, 'do') })
    expect(given(...team).when(leave(ada))).toEqual(lastOwner)
    expect(given(...team).when(remove(ada, ada))).toEqual(lastOwner)
    expect(given(...channelOf('standard')).when(leave(ada))).toEqual(goes)
    expect(given(...channelOf('standard', { owner: bob })).when(leave(ada))).toEqual(goes)
  })

  test('MEM-8: one removes those of lower rank', () => {
    const removes = (by: UserId, userId: UserId, role: Role) =>
      expect(given(...team).when(remove(by, userId))).toEqual(
        makes({ ...left(userId, role), ...facts(by, 'do') }),
      )
    removes(ada, bob, 'admin')
    removes(ada, dan, 'member')
    removes(bob, cleo, 'moderator')
    removes(cleo, dan, 'member')
    expect(given(...team).when(remove(cleo, bob))).toEqual(outranks(bob))
    expect(given(...team).when(remove(bob, ada))).toEqual(outranks(ada))
    expect(given(...team, joined(eve, 'moderator')).when(remove(cleo, eve))).toEqual(outranks(eve))
    expect(given(...team, joined(eve, 'owner')).when(remove(ada, eve))).toEqual(outranks(eve))
    expect(given(...team).when(remove(dan, bob))).toEqual(tooLow('moderator'))
  })

  test('MEM-9: removing oneself is leaving, who is not there nothing', () => {
    expect(given(...team).when(remove(dan, dan))).toEqual(makes({ ...left(dan), ...facts(dan, 'do') }))
    expect(given(...team).when(remove(eve, eve))).toEqual(nothing)
    expect(given(...team).when(remove(cleo, eve))).toEqual(nothing)
    expect(given(...team).when(remove(dan, eve))).toEqual(tooLow('moderator'))
    expect(given(...conversation).when(remove(ada, ada))).toEqual(rejects({ _tag: 'ConversationStays' }))
  })
})

describe('roles', () => {
  test.each(['owner', 'admin', 'moderator'] as const)('MEM-10: an owner makes a member %s', (role) => {
    expect(given(...team).when(rank(ada, dan, role))).toEqual(makes(changed(ada, dan, 'member', role)))
  })

  test('MEM-10: an owner changes owners, themselves included', () => {
    const two = channelOf('standard', { owner: bob })
    expect(given(...two).when(rank(ada, bob, 'member'))).toEqual(makes(changed(ada, bob, 'owner', 'member')))
    expect(given(...two).when(rank(ada, ada, 'admin'))).toEqual(makes(changed(ada, ada, 'owner', 'admin')))
  })

  test('MEM-11: an admin moves those below between moderator and member', () => {
    expect(given(...team).when(rank(bob, dan, 'moderator'))).toEqual(
      makes(changed(bob, dan, 'member', 'moderator')),
    )
    expect(given(...team).when(rank(bob, cleo, 'member'))).toEqual(
      makes(changed(bob, cleo, 'moderator', 'member')),
    )
    expect(given(...team).when(rank(bob, dan, 'admin'))).toEqual(tooLow('owner'))
    expect(given(...team).when(rank(bob, cleo, 'owner'))).toEqual(tooLow('owner'))
    expect(given(...team).when(rank(bob, ada, 'member'))).toEqual(outranks(ada))
    expect(given(...team).when(rank(bob, bob, 'member'))).toEqual(outranks(bob))
    expect(given(...team, joined(eve, 'admin')).when(rank(bob, eve, 'member'))).toEqual(outranks(eve))
  })

  test.each([cleo, dan])('MEM-11: below admin nobody gives a role (%s)', (by) => {
    expect(given(...team).when(rank(by, dan, 'moderator'))).toEqual(tooLow('admin'))
    expect(given(...team).when(rank(by, eve, 'moderator'))).toEqual(tooLow('admin'))
  })

  test('MEM-12: a role is a member’s; the same is nothing to do', () => {
    expect(given(...team).when(rank(ada, eve, 'admin'))).toEqual(
      rejects({ _tag: 'UserIsNotAMember', userId: eve }),
    )
    expect(given(...team).when(rank(ada, dan, 'member'))).toEqual(nothing)
    expect(given(...team).when(rank(bob, bob, 'admin'))).toEqual(nothing)
  })

  test('MEM-22: a guest ranks below members, and adds nobody', () => {
    const withGuest = [...team, joined(eve, 'guest')]
    expect(given(...withGuest).when(rank(bob, eve, 'member'))).toEqual(
      makes(changed(bob, eve, 'guest', 'member')),
    )
    expect(given(...withGuest).when(rank(bob, dan, 'guest'))).toEqual(
      makes(changed(bob, dan, 'member', 'guest')),
    )
    expect(given(...withGuest).when(add(eve, person('fay')))).toEqual(tooLow('member'))
    expect(given(...withGuest).when(leave(eve))).toEqual(
      makes({ ...left(eve, 'guest'), ...facts(eve, 'do') }),
    )
    expect(given(...withGuest).when(remove(cleo, eve))).toEqual(
      makes({ ...left(eve, 'guest'), ...facts(cleo, 'do') }),
    )
  })

  const transfer = (by: UserId, userId: UserId): Command => ({
    type: 'TransferOwnership',
    ...facts(by, 'do'),
    userId,
  })

  test('MEM-21: an owner makes another the owner instead of themselves', () => {
    expect(given(...team).when(transfer(ada, dan))).toEqual(
      makes(changed(ada, dan, 'member', 'owner'), changed(ada, ada, 'owner', 'admin')),
    )
    const two = channelOf('standard', { owner: bob })
    expect(given(...two).when(transfer(ada, bob))).toEqual(makes(changed(ada, ada, 'owner', 'admin')))
    expect(given(...team).when(transfer(ada, ada))).toEqual(nothing)
    expect(given(...team).when(transfer(ada, eve))).toEqual(
      rejects({ _tag: 'UserIsNotAMember', userId: eve }),
    )
    expect(given(...team).when(transfer(bob, dan))).toEqual(tooLow('owner'))
    expect(given(...conversation).when(transfer(ada, bob))).toEqual(rejects({ _tag: 'ConversationStays' }))
  })

  test('MEM-21: repeated, it is carried out already; who was the owner may not take it back', () => {
    const handed = [changed(ada, dan, 'member', 'owner'), changed(ada, ada, 'owner', 'admin')]
    const after = [...team, ...handed]
    expect(given(...after).when(transfer(ada, dan))).toEqual(nothing)
    const again: Command = { ...transfer(ada, ada), ...facts(ada, 'back') }
    expect(given(...after).when(again)).toEqual(tooLow('owner'))
  })

  test('MEM-13: the last owner keeps their role', () => {
    expect(given(...team).when(rank(ada, ada, 'admin'))).toEqual(lastOwner)
    expect(given(...channelOf('standard')).when(rank(ada, ada, 'member'))).toEqual(lastOwner)
  })
})
