import { comesAndGoes, memberKey, rowChangesOf, UserId } from '@parley/domain'
import { bob } from '@parley/domain/testing'
import { expect, test } from 'vitest'
import { idByCommand } from '../src/kit/id-by-command.ts'
import { toWatchers } from '../src/kit/event.ts'
import { change, patch, put, remove, type RowChange } from '../src/kit/row.ts'
import { channelEvent } from '../src/streams/channel-stream.ts'
import { facts } from './facts.ts'
import { created, joined, left } from './happened.ts'

/** An event that there is not, which does this to the row of a member. */
const made = (does: (userId: UserId) => RowChange) => {
  const definition = channelEvent(
    'MemberBanned',
    { userId: UserId },
    {
      version: 1,
      upcasters: [],
      audience: toWatchers,
      id: idByCommand,
      says: {},
      takesBack: undefined,
      rows: ({ userId }) => [does(userId)],
    },
  )
  return definition.rows({ type: 'MemberBanned', ...facts(bob, 'ban'), userId: bob })
}

const row = { kind: 'member', role: 'member' } as const

test('LIVE-53: who comes and goes by an event follows from what it does to the rows of members', () => {
  const roleChanged = {
    ...joined(bob),
    type: 'MemberRoleChanged',
    previous: 'member',
    role: 'admin',
  } as const
  const nobody = { comes: [], goes: [], ends: false }
  expect(comesAndGoes(rowChangesOf(joined(bob)))).toEqual({ comes: [bob], goes: [], ends: false })
  expect(comesAndGoes(rowChangesOf(left(bob)))).toEqual({ comes: [], goes: [bob], ends: false })
  expect(comesAndGoes(rowChangesOf(roleChanged))).toEqual(nobody)
  expect(comesAndGoes(rowChangesOf(created('standard')))).toEqual(nobody)
})

test('LIVE-53: so it does of an event that is called otherwise', () => {
  const goes = { comes: [], goes: [bob], ends: false }
  expect(comesAndGoes(made((userId) => remove(memberKey(userId))))).toEqual(goes)
  expect(comesAndGoes(made((userId) => change(memberKey(userId), () => undefined)))).toEqual(goes)
  const ofSomeRole = made((userId) =>
    change(memberKey(userId), (member) => (member?.role === 'owner' ? member : undefined)),
  )
  expect(comesAndGoes(ofSomeRole)).toEqual(goes)
  expect(comesAndGoes(made((userId) => put(memberKey(userId), row)))).toEqual({
    comes: [bob],
    goes: [],
    ends: false,
  })
  expect(comesAndGoes(made((userId) => patch(memberKey(userId), () => row)))).toEqual({
    comes: [],
    goes: [],
    ends: false,
  })
})

test('LIVE-53 CH-17: all go where the channel is deleted', () => {
  const deleted = { type: 'ChannelDeleted', ...facts(bob, 'delete') } as const
  expect(comesAndGoes(rowChangesOf(deleted))).toEqual({ comes: [], goes: [], ends: true })
  const closed = { type: 'ChannelArchived', ...facts(bob, 'archive') } as const
  expect(comesAndGoes(rowChangesOf(closed))).toEqual({ comes: [], goes: [], ends: false })
})
