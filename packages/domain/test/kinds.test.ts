import {
  type Command,
  commandFrom,
  communityChannelIdOf,
  conversationIdOf,
  maxInConversation,
  WireCommand,
} from '@parley/domain'
import { channelTypes, type NamedChannelType, namedChannelTypes } from '@parley/domain/permissions'
import {
  acme,
  ada,
  at,
  bob,
  channelName,
  cleo,
  commandId,
  dan,
  description,
  outerId,
  relationsFor,
} from '@parley/domain/testing'
import * as E from 'fp-ts/lib/Either.js'
import { describe, expect, test } from 'vitest'
import { facts } from './facts.ts'
import { given, makes, nothing, rejects } from './given.ts'
import { archived, channelOf, created, joined, mainCreated } from './happened.ts'

const create = (channelType: NamedChannelType, beside: object = {}, by = ada, name = 'create'): Command => ({
  type: 'CreateChannel',
  ...facts(by, name),
  channelType,
  name: channelName('general'),
  description: description(''),
  members: [],
  ...beside,
})
const begun = (channelType: NamedChannelType, beside: object = {}) =>
  makes({ ...created(channelType), ...beside }, mainCreated, {
    ...joined(ada, 'owner'),
    ...facts(ada, 'create'),
  })
const companyId = outerId('tea & sons')
const communityId = outerId('tea lovers')

describe('what a channel is one of', () => {
  test.each(namedChannelTypes)(
    'CH-30: a channel of type %s says it where its row says so, and nowhere else',
    (type) => {
      const { belongsTo } = channelTypes[type]
      expect(given().when(create(type, relationsFor(type)))).toEqual(begun(type, relationsFor(type)))
      for (const [field, beside] of [
        ['companyId', { companyId }],
        ['communityId', { communityId }],
      ] as const) {
        const without = rejects({ _tag: 'BelongingDiffers', field, needed: true })
        const besides = rejects({ _tag: 'BelongingDiffers', field, needed: false })
        const isOne = belongsTo === field
        expect(given().when(create(type, isOne ? {} : { ...relationsFor(type), ...beside }))).toEqual(
          isOne ? without : besides,
        )
      }
    },
  )

  test('CH-31: a community has one channel, whoever creates it and by whichever command', () => {
    const id = communityChannelIdOf(acme, communityId)
    const wire = {
      type: 'CreateChannel',
      channelType: 'community',
      communityId: ' tea  lovers ',
      name: 'general',
      description: '',
      members: [],
    }
    for (const by of [ada, bob])
      for (const name of ['one', 'another']) {
        const decoded = WireCommand.decode({ ...wire, commandId: name })
        const from = E.map((one: WireCommand) => commandFrom({ tenantId: acme, by, at: at(1) }, one))
        expect(from(decoded)).toMatchObject(E.right({ channelId: id, communityId }))
      }
    const first = create('community', { communityId })
    const there = [{ ...created('community'), communityId }, joined(ada, 'owner')]
    expect(given(...there).when(first)).toEqual(nothing)
    const exists = rejects({ _tag: 'ChannelExists' })
    expect(given(...there).when({ ...first, commandId: commandId('another') })).toEqual(exists)
    expect(given(...there).when({ ...first, by: bob })).toEqual(exists)
  })

  test('CH-33: it says from its beginning what it is attached to; what is attached to nothing is not', () => {
    const attachedTo = { roomId: outerId('room 7'), postId: outerId('post') }
    for (const type of namedChannelTypes) {
      const relations = { ...relationsFor(type), attachedTo }
      expect(given().when(create(type, relations))).toEqual(begun(type, relations))
      const bare = { ...relationsFor(type), attachedTo: {} }
      expect(given().when(create(type, bare))).toEqual(begun(type, relationsFor(type)))
    }
  })

  test.each([
    ['companyId', ''],
    ['companyId', 'a'.repeat(129)],
    ['communityId', 'a\u0000'],
    ['attachedTo', { postId: ' ' }],
    ['attachedTo', 'room'],
  ])('CH-30, CH-33: %s of %j is refused', (field, value) => {
    const wire = {
      type: 'CreateChannel',
      commandId: 'create',
      channelType: 'standard',
      name: 'general',
      description: '',
      members: [],
    }
    expect(E.isRight(WireCommand.decode(wire))).toBe(true)
    expect(E.isRight(WireCommand.decode({ ...wire, [field]: value }))).toBe(false)
  })
})

describe('CH-36: a conversation of several', () => {
  const others = [bob, cleo]
  const id = conversationIdOf(acme, ada, ...others)
  const openWith = (by = ada, userIds: ReadonlyArray<typeof bob> = others): Command => ({
    type: 'OpenConversationWith',
    ...facts(by, 'create'),
    userIds: [...userIds],
  })
  const theirs = [created('conversation'), joined(ada), joined(bob), joined(cleo)]

  test('has all of them as members, once each, no owner and no name', () => {
    const by = facts(ada, 'create')
    const members = [ada, bob, cleo].map((userId) => ({ ...joined(userId), ...by }))
    expect(given().when(openWith(ada, [bob, ada, cleo, bob]))).toEqual(
      makes(created('conversation'), mainCreated, ...members),
    )
  })

  test('has an id that derives from the set of them', () => {
    const decoded = (by: typeof ada, userIds: ReadonlyArray<string>) =>
      E.map((one: WireCommand) => commandFrom({ tenantId: acme, by, at: at(1) }, one))(
        WireCommand.decode({ type: 'OpenConversationWith', commandId: 'c', userIds }),
      )
    for (const [by, userIds] of [
      [ada, ['bob', 'cleo']],
      [bob, [' cleo', 'ada', 'ada']],
      [cleo, ['cleo', 'bob', 'ada']],
    ] as const)
      expect(decoded(by, userIds)).toMatchObject(E.right({ channelId: id }))
    expect(decoded(ada, ['bob'])).toMatchObject(E.right({ channelId: conversationIdOf(acme, bob, ada) }))
    expect(decoded(ada, ['bob', 'dan'])).not.toMatchObject(E.right({ channelId: id }))
    const some = Array.from({ length: maxInConversation }, (_, n) => `person ${n}`)
    expect(E.isRight(decoded(ada, some.slice(1)))).toBe(true)
    expect(E.isLeft(decoded(ada, some))).toBe(true)
  })

  test('is there once, whoever opens it, and keeps its people', () => {
    for (const by of [ada, bob, cleo])
      expect(given(...theirs).when(openWith(by, [ada, bob, cleo]))).toEqual(nothing)
    expect(given(...theirs).when(openWith(dan))).toEqual(rejects({ _tag: 'ChannelExists' }))
    for (const userIds of [[], [ada]])
      expect(given().when(openWith(ada, userIds))).toEqual(rejects({ _tag: 'ConversationWithOneself' }))
    const leave: Command = { type: 'LeaveChannel', ...facts(bob, 'go') }
    const add: Command = { type: 'AddMember', ...facts(bob, 'add'), userId: dan }
    for (const command of [leave, add])
      expect(given(...theirs).when(command)).toEqual(rejects({ _tag: 'ConversationStays' }))
  })
})

describe('what the types are for', () => {
  const others = { admin: bob, member: dan } as const
  const team = (type: NamedChannelType) => channelOf(type, others)
  const leave: Command = { type: 'LeaveChannel', ...facts(dan, 'go') }
  const close = (by = ada): Command => ({ type: 'ArchiveChannel', ...facts(by, 'archive') })
  const open = (by = ada): Command => ({ type: 'UnarchiveChannel', ...facts(by, 'open') })

  test('CH-31: of a community’s channel nobody goes by themselves, and its owner alone has people come and go', () => {
    expect(given(...team('community')).when(leave)).toEqual(
      rejects({ _tag: 'MissingPermission', action: 'leave' }),
    )
    const add = (by: typeof ada): Command => ({ type: 'AddMember', ...facts(by, 'add'), userId: dan })
    const isThere = channelOf('community', { admin: bob })
    expect(given(...isThere).when(add(bob))).toEqual(rejects({ _tag: 'RoleTooLow', needs: 'owner' }))
    expect(given(...isThere).when(add(ada))).toEqual(makes({ ...joined(dan), ...facts(ada, 'add') }))
  })

  test('CH-34: a live channel ends by being archived, by a moderator, and is not opened again', () => {
    expect(given(...team('live')).when(close(bob))).toEqual(makes({ ...archived, ...facts(bob, 'archive') }))
    for (const by of [ada, bob, dan])
      expect(given(...team('live'), archived).when(open(by))).toEqual(
        rejects({ _tag: 'MissingPermission', action: 'unarchive' }),
      )
  })

  test('CH-35: in support nobody below moderators deletes what they said; these close it and open it again', () => {
    expect(given(...team('support')).when(close(bob))).toEqual(
      makes({ ...archived, ...facts(bob, 'archive') }),
    )
    expect(given(...team('support'), archived).when(open(bob))).toEqual(
      makes({ type: 'ChannelUnarchived', ...facts(bob, 'open') }),
    )
    expect(given(...team('support')).when(close(dan))).toEqual(
      rejects({ _tag: 'RoleTooLow', needs: 'moderator' }),
    )
  })
})
