import { ChannelType, type Command, commandFrom, mainFeed, UserId, WireCommand } from '@parley/domain'
import {
  type Action,
  type ChannelTypeRow,
  explain,
  may,
  permissions,
  type Role,
  typesWith,
} from '@parley/domain/permissions'
import { acme, ada, adasChannel, at, bob, channelName, cleo, dan, eve, text } from '@parley/domain/testing'
import { type Either, getOrElseW, isLeft } from 'fp-ts/lib/Either.js'
import { expect, test, vi } from 'vitest'
import { facts, messageId } from '../facts.ts'
import { given, makes, nothing, rejects } from '../given.ts'
import { archived, channelOf, joined, left, mainCreated, sent } from '../happened.ts'

/**
 * Members read along, admins write and bring people in, moderators pin; nobody closes it or changes roles. Everyone
 * may know of it, but finds it nowhere, and does not come in by themselves.
 */
const row = vi.hoisted(
  (): ChannelTypeRow => ({
    visibility: 'open',
    joining: 'invited',
    naming: 'own',
    listed: false,
    belongsTo: null,
    begunBy: 'everyone',
    allows: {
      member: ['read', 'react', 'leave'],
      moderator: ['pin'],
      admin: ['send', 'reply', 'add', 'rename'],
    },
  }),
)

// The table with this row more, and nothing else that knows of it.
vi.mock(import('../../src/permissions/tables.ts'), async (original) => {
  const table = await original()
  return { ...table, channelTypes: { ...table.channelTypes, announcement: row } }
})

const taken = <A>(decoded: Either<unknown, A>): A =>
  getOrElseW((problem) => {
    throw new Error(JSON.stringify(problem))
  })(decoded)

const type = taken(ChannelType.decode('announcement'))
const others = { admin: bob, moderator: cleo, member: dan } as const
const team = channelOf(type, others)
const news = sent(ada, 'news', 1)

const missing = (action: Action) => rejects({ _tag: 'MissingPermission', action })
const tooLow = (needs: Role) => rejects({ _tag: 'RoleTooLow', needs })
const send = (by: UserId, parentId: typeof news.messageId | null = null): Command => ({
  type: 'SendMessage',
  ...facts(by, 'do'),
  messageId: messageId(by, 'do'),
  feedId: mainFeed,
  parentId,
  body: text('says do'),
})

test('PERM-7: a channel of a type that is a row more is created as any other', () => {
  const wire = { type: 'CreateChannel', commandId: 'create', channelType: 'announcement', name: 'general' }
  const described = { ...wire, description: '', members: [] }
  const command = commandFrom({ tenantId: acme, by: ada, at: at(1) }, taken(WireCommand.decode(described)))
  const [begun, ...members] = channelOf(type).map((event) => ({ ...event, ...facts(ada, 'create') }))
  expect(given().when(command)).toEqual(
    makes(...(begun === undefined ? [] : [begun]), mainCreated, ...members),
  )
  expect(isLeft(WireCommand.decode({ ...described, channelType: 'another' }))).toBe(true)
})

test('PERM-7: and written by those whom its row lets write', () => {
  for (const by of [ada, bob]) expect(given(...team).when(send(by))).toEqual(makes(sent(by, 'do', 1)))
  for (const by of [cleo, dan]) {
    expect(given(...team).when(send(by))).toEqual(tooLow('admin'))
    expect(given(...team, news).when(send(by, news.messageId))).toEqual(tooLow('admin'))
  }
  expect(given(...team).when(send(eve))).toEqual(rejects({ _tag: 'NotAMember' }))
  expect(given(...team, archived).when(send(ada))).toEqual(rejects({ _tag: 'ChannelIsArchived' }))
})

test('PERM-7: one comes into it and goes as its row says', () => {
  const join = (by: UserId): Command => ({ type: 'JoinChannel', ...facts(by, 'do') })
  const add = (by: UserId): Command => ({ type: 'AddMember', ...facts(by, 'do'), userId: eve })
  expect(given(...team).when(join(eve))).toEqual(missing('join'))
  expect(given(...team).when(join(dan))).toEqual(nothing)
  expect(given(...team).when(add(bob))).toEqual(makes({ ...joined(eve), ...facts(bob, 'do') }))
  expect(given(...team).when(add(cleo))).toEqual(tooLow('admin'))
  const leave: Command = { type: 'LeaveChannel', ...facts(dan, 'do') }
  expect(given(...team).when(leave)).toEqual(makes({ ...left(dan), ...facts(dan, 'do') }))
})

test('PERM-7, PERM-11: what its row lets nobody do names the permission that is missing', () => {
  expect(given(...team).when({ type: 'ArchiveChannel', ...facts(ada, 'do') })).toEqual(missing('archive'))
  const rank: Command = { type: 'ChangeRole', ...facts(ada, 'do'), userId: dan, role: 'admin' }
  expect(given(...team).when(rank)).toEqual(missing('changeRoles'))
  const rename: Command = { type: 'RenameChannel', ...facts(dan, 'do'), name: channelName('random') }
  expect(given(...team).when(rename)).toEqual(tooLow('admin'))
  const edit: Command = {
    type: 'EditMessage',
    ...facts(ada, 'do'),
    messageId: news.messageId,
    body: text('anew'),
  }
  expect(given(...team, news).when(edit)).toEqual(missing('editOwn'))
  const remove: Command = { type: 'DeleteMessage', ...facts(bob, 'do'), messageId: news.messageId }
  expect(given(...team, news).when(remove)).toEqual(
    rejects({ _tag: 'NotTheSender', messageId: news.messageId }),
  )
  expect(given(...team, news).when({ ...remove, ...facts(ada, 'do') })).toEqual(missing('deleteOwn'))
})

test('PERM-7: it is among the types of its traits, and the rules speak of it', () => {
  expect(typesWith(({ visibility }) => visibility === 'open')).toEqual([
    'standard',
    'broadcast',
    'live',
    type,
  ])
  expect(typesWith(({ listed }) => listed)).not.toContain(type)
  const who = {
    userId: dan,
    role: 'member',
    channelId: adasChannel,
    channelType: type,
    archived: false,
  } as const
  expect(explain(who, 'send', may(who, 'send', permissions, at(1)))).toBe(
    'No rule lets a member send messages in a channel of type announcement.',
  )
})
