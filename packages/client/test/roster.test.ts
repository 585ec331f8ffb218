import { ada, at, bob, eve, segment } from '@parley/domain/testing'
import { certain, mainFeed, UserId } from '@parley/domain'
import type { MemberView } from '@parley/contract'
import { describe, expect, it } from 'vitest'
import { foldRoster, type Roster } from '../src/state/roster.ts'
import { facts, update } from './support/tea.ts'

const member = (userId: UserId): MemberView => ({
  userId,
  role: 'member',
  joinedAt: at(0),
  joinedSegments: { [mainFeed]: segment(0) },
  nickname: null,
})
const joined = (userId: UserId) =>
  update(5, {
    type: 'MemberJoined',
    ...facts(5),
    by: ada,
    userId,
    role: 'member',
    segments: { [mainFeed]: segment(3) },
  })
const names = ({ members }: Roster): ReadonlyArray<string> => members.map(({ userId }) => userId)

describe('SDK-72: members', () => {
  const some: Roster = { members: [ada, eve].map(member), more: true }
  it('that join stand in their place, where that is loaded', () => {
    expect(names(foldRoster(some, joined(bob)))).toEqual([ada, bob, eve])
    const zoe = certain(UserId, 'zoe')
    expect(foldRoster(some, joined(zoe))).toBe(some)
    expect(names(foldRoster({ ...some, more: false }, joined(zoe)))).toEqual([ada, eve, zoe])
    expect(names(foldRoster({ members: [], more: false }, joined(zoe)))).toEqual([zoe])
  })

  it('that an answer has shown already stand there once, and end as the last event says', () => {
    const changed = update(6, {
      type: 'MemberRoleChanged',
      ...facts(6),
      by: ada,
      userId: bob,
      role: 'admin',
      previous: 'member',
    })
    const twice = [joined(bob), joined(bob), changed].reduce<Roster>(foldRoster, some)
    expect(names(twice)).toEqual([ada, bob, eve])
    expect(twice.members[1]?.role).toBe('admin')
    const left = update(7, { type: 'MemberLeft', ...facts(7), by: bob, userId: bob, role: 'admin' })
    expect(names(foldRoster(twice, left))).toEqual([ada, eve])
    expect(foldRoster(some, left)).toBe(some)
  })

  it('stand in the order of the server, by code points', () => {
    const [bmp, astral] = [certain(UserId, '\uffee'), certain(UserId, '\u{1f600}')]
    const whole: Roster = { members: [member(astral)], more: false }
    expect(names(foldRoster(whole, joined(bmp)))).toEqual([bmp, astral])
  })
})
