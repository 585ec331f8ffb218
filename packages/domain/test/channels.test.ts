import {
  type Command,
  type ChannelEvent,
  channelIdOf,
  channelStream,
  conversationIdOf,
  inboxStream,
  messageIdOf,
} from '@parley/domain'
import {
  acme,
  ada,
  adasChannel,
  bob,
  channelName,
  cleo,
  commandId,
  dan,
  description,
  eve,
  reactionName,
  tenantId,
  text,
} from '@parley/domain/testing'
import { describe, expect, test } from 'vitest'
import { facts, messageId } from './facts.ts'
import { given, makes, nothing, rejects } from './given.ts'
import { archived, channelOf, conversation, created, joined, left, mainCreated, sent } from './happened.ts'

const create = (by = ada, name = 'create'): Command => ({
  type: 'CreateChannel',
  ...facts(by, name),
  channelType: 'standard',
  name: channelName('general'),
  description: description(''),
  members: [bob, ada, cleo, bob],
})
const open = (by = ada, withUserId = bob): Command => ({
  type: 'OpenConversation',
  ...facts(by, 'create'),
  withUserId,
})
const rename = (by = ada, name = 'random'): Command => ({
  type: 'RenameChannel',
  ...facts(by, 'rename'),
  name: channelName(name),
})
const describeAs = (by = ada, what = 'All that matters'): Command => ({
  type: 'DescribeChannel',
  ...facts(by, 'describe'),
  description: description(what),
})
const archive = (by = ada): Command => ({ type: 'ArchiveChannel', ...facts(by, 'archive') })
const unarchive = (by = ada): Command => ({ type: 'UnarchiveChannel', ...facts(by, 'unarchive') })

/** One of each command that asks something of a channel that is there, by this person. */
const every = (by: typeof ada): ReadonlyArray<Command> => [
  rename(by),
  describeAs(by),
  archive(by),
  { type: 'JoinChannel', ...facts(by, 'one') },
  { type: 'LeaveChannel', ...facts(by, 'one') },
  { type: 'AddMember', ...facts(by, 'one'), userId: eve },
  { type: 'RemoveMember', ...facts(by, 'one'), userId: bob },
  { type: 'ChangeRole', ...facts(by, 'one'), userId: bob, role: 'admin' },
  {
    type: 'SendMessage',
    ...facts(by, 'one'),
    messageId: messageId(by, 'one'),
    feedId: sent(ada, 'hello', 1).feedId,
    parentId: null,
    body: text('hello'),
  },
  { type: 'EditMessage', ...facts(by, 'one'), messageId: messageId(ada, 'hello'), body: text('hello') },
  { type: 'DeleteMessage', ...facts(by, 'one'), messageId: messageId(ada, 'hello') },
  ...(['AddReaction', 'RemoveReaction'] as const).map((type) => ({
    type,
    ...facts(by, 'one'),
    messageId: messageId(ada, 'hello'),
    name: reactionName('👍'),
  })),
]
const all = every(ada).map((command) => command.type)
const managing: ReadonlyArray<string> = all.slice(0, 8)

const team: ReadonlyArray<ChannelEvent> = [
  ...channelOf('standard', { admin: bob, moderator: cleo, member: dan }),
  sent(ada, 'hello', 1),
]

describe('realm', () => {
  test('CH-1: the same names in two tenants name different streams, channels and messages', () => {
    const other = tenantId('other')
    const id = commandId('c')
    expect(channelStream(other, adasChannel)).not.toBe(channelStream(acme, adasChannel))
    expect(inboxStream(other, ada)).not.toBe(inboxStream(acme, ada))
    expect(channelIdOf(other, ada, id)).not.toBe(channelIdOf(acme, ada, id))
    expect(conversationIdOf(other, ada, bob)).not.toBe(conversationIdOf(acme, ada, bob))
    expect(messageIdOf(other, adasChannel, ada, id)).not.toBe(messageIdOf(acme, adasChannel, ada, id))
  })
})

describe('beginning', () => {
  test('CH-2: whoever creates a channel owns it, the others join once each', () => {
    const by = facts(ada, 'create')
    expect(given().when(create())).toEqual(
      makes(
        created('standard'),
        mainCreated,
        { ...joined(ada, 'owner'), ...by },
        { ...joined(bob), ...by },
        { ...joined(cleo), ...by },
      ),
    )
  })

  test('CH-3: an id belongs to the command that took it', () => {
    expect(given(created('standard'), joined(ada, 'owner')).when(create())).toEqual(nothing)
    const exists = rejects({ _tag: 'ChannelExists' })
    expect(given(created('standard')).when(create(bob))).toEqual(exists)
    expect(given(created('standard')).when(create(ada, 'another'))).toEqual(exists)
    expect(given(...channelOf('private')).when({ ...open(), commandId: commandId('open') })).toEqual(exists)
    expect(given(...conversation).when(open(cleo, ada))).toEqual(exists)
  })

  test('CH-4: a conversation has two members, no owner and no name', () => {
    const by = facts(ada, 'create')
    expect(given().when(open())).toEqual(
      makes(created('conversation'), mainCreated, { ...joined(ada), ...by }, { ...joined(bob), ...by }),
    )
  })

  test('CH-5: the same two get the same conversation', () => {
    expect(conversationIdOf(acme, ada, bob)).toBe(conversationIdOf(acme, bob, ada))
    expect(conversationIdOf(acme, ada, bob)).not.toBe(conversationIdOf(acme, ada, cleo))
    expect(given(...conversation).when(open(ada, bob))).toEqual(nothing)
    expect(given(...conversation).when(open(bob, ada))).toEqual(nothing)
  })

  test('CH-6: nobody converses with themselves', () => {
    expect(given().when(open(ada, ada))).toEqual(rejects({ _tag: 'ConversationWithOneself' }))
  })
})

describe('for every command', () => {
  test.each(every(ada).filter((command) => command.type !== 'SendMessage'))(
    'CH-7: $type that was carried out does nothing, whatever its author may by now',
    (command) => {
      const before: ChannelEvent = { ...joined(bob), ...facts(ada, command.commandId) }
      expect(given(...team, before, left(ada, 'owner'), archived).when(command)).toEqual(nothing)
    },
  )

  test('CH-7: a name for a command is its author’s alone', () => {
    const before = { ...joined(eve), ...facts(bob, 'rename') }
    expect(given(...team, before).when(rename())).toEqual(
      makes({ type: 'ChannelRenamed', ...facts(ada, 'rename'), name: channelName('random') }),
    )
  })

  test.each(every(eve))('CH-8: $type by a stranger tells nothing of what is private', (command) => {
    const notFound = rejects({ _tag: 'ChannelNotFound' })
    expect(given().when(command)).toEqual(notFound)
    expect(given(...channelOf('private'), sent(ada, 'hello', 1)).when(command)).toEqual(notFound)
    expect(given(...channelOf('private'), archived).when(command)).toEqual(notFound)
    expect(given(...conversation, sent(ada, 'hello', 1)).when(command)).toEqual(notFound)
  })

  const open8 = every(eve).filter(({ type }) => type !== 'JoinChannel' && type !== 'LeaveChannel')
  test.each(open8)('CH-8: $type by a stranger to an open channel is for members', (command) => {
    const notAMember = rejects({ _tag: 'NotAMember' })
    expect(given(...channelOf('standard'), sent(ada, 'hello', 1)).when(command)).toEqual(notAMember)
    expect(given(...channelOf('broadcast'), sent(ada, 'hello', 1)).when(command)).toEqual(notAMember)
  })

  test.each(every(ada).filter(({ type }) => type !== 'LeaveChannel'))(
    'CH-11: $type is no more when the channel is archived',
    (command) => {
      expect(given(...team, archived).when({ ...command, commandId: commandId('late') })).toEqual(
        rejects({ _tag: 'ChannelIsArchived' }),
      )
    },
  )

  test('CH-11: one leaves an archived channel, also by removing oneself', () => {
    const leaves = makes({ ...left(dan), ...facts(dan, 'go') })
    expect(given(...team, archived).when({ type: 'LeaveChannel', ...facts(dan, 'go') })).toEqual(leaves)
    expect(given(...team, archived).when({ type: 'RemoveMember', ...facts(dan, 'go'), userId: dan })).toEqual(
      leaves,
    )
  })

  test.each(every(bob).filter(({ type }) => managing.includes(type)))(
    'CH-12: $type is nothing for a conversation',
    (command) => {
      expect(given(...conversation).when(command)).toEqual(rejects({ _tag: 'ConversationStays' }))
    },
  )

  test('CH-13: the first reason is given', () => {
    expect(given(...team, archived).when(rename(eve))).toEqual(rejects({ _tag: 'NotAMember' }))
    expect(given(...team, archived).when(rename(dan))).toEqual(rejects({ _tag: 'ChannelIsArchived' }))
    expect(given(...conversation).when(rename(ada))).toEqual(rejects({ _tag: 'ConversationStays' }))
    expect(given(...team).when(rename(dan, 'general'))).toEqual(
      rejects({ _tag: 'RoleTooLow', needs: 'admin' }),
    )
  })
})

describe('changing', () => {
  test.each([ada, bob])('CH-9: an admin or owner renames and describes (%s)', (by) => {
    expect(given(...team).when(rename(by))).toEqual(
      makes({ type: 'ChannelRenamed', ...facts(by, 'rename'), name: channelName('random') }),
    )
    expect(given(...team).when(describeAs(by))).toEqual(
      makes({
        type: 'ChannelDescribed',
        ...facts(by, 'describe'),
        description: description('All that matters'),
      }),
    )
  })

  test.each([cleo, dan])('CH-9: a moderator or member does not (%s)', (by) => {
    const tooLow = rejects({ _tag: 'RoleTooLow', needs: 'admin' })
    expect(given(...team).when(rename(by))).toEqual(tooLow)
    expect(given(...team).when(describeAs(by))).toEqual(tooLow)
  })

  test('CH-9: the name or description that it has is nothing to do', () => {
    expect(given(...team).when(rename(ada, 'general'))).toEqual(nothing)
    expect(given(...team).when(describeAs(ada, ''))).toEqual(nothing)
  })

  test('CH-10: an owner archives, nobody else', () => {
    expect(given(...team).when(archive())).toEqual(makes(archived))
    const tooLow = rejects({ _tag: 'RoleTooLow', needs: 'owner' })
    for (const by of [bob, cleo, dan]) expect(given(...team).when(archive(by))).toEqual(tooLow)
  })

  test('CH-14: an owner opens an archived channel again, nobody else, and then all is as before', () => {
    const unarchived: ChannelEvent = { type: 'ChannelUnarchived', ...facts(ada, 'unarchive') }
    expect(given(...team, archived).when(unarchive())).toEqual(makes(unarchived))
    expect(given(...team).when(unarchive())).toEqual(makes())
    expect(given(...team, archived, unarchived).when(unarchive())).toEqual(makes())
    const tooLow = rejects({ _tag: 'RoleTooLow', needs: 'owner' })
    for (const by of [bob, cleo, dan]) expect(given(...team, archived).when(unarchive(by))).toEqual(tooLow)
    for (const again of [rename(), describeAs()])
      expect(given(...team, archived, unarchived).when(again)).toEqual(given(...team).when(again))
  })

  test('CH-16 CH-18: an owner deletes a channel, archived or not, and then there is none for anybody', () => {
    const remove = (by = ada): Command => ({ type: 'DeleteChannel', ...facts(by, 'delete') })
    const deleted: ChannelEvent = { type: 'ChannelDeleted', ...facts(ada, 'delete') }
    for (const before of [team, [...team, archived]]) {
      expect(given(...before).when(remove())).toEqual(makes(deleted))
      const tooLow = rejects({ _tag: 'RoleTooLow', needs: 'owner' })
      for (const by of [bob, cleo, dan]) expect(given(...before).when(remove(by))).toEqual(tooLow)
      for (const by of [ada, bob, eve])
        for (const command of every(by).filter(({ commandId: name }) => name !== 'archive'))
          expect(given(...before, deleted).when(command)).toEqual(rejects({ _tag: 'ChannelNotFound' }))
      expect(given(...before, deleted).when(remove())).toEqual(nothing)
    }
    expect(given(...conversation).when(remove())).toEqual(rejects({ _tag: 'ConversationStays' }))
  })

  test('CH-18: the id of a deleted channel stays taken', () => {
    const first = { ...facts(ada, 'create'), commandId: commandId('another') }
    const deleted: ChannelEvent = { type: 'ChannelDeleted', ...facts(ada, 'delete') }
    const again = { ...create(), commandId: first.commandId }
    expect(given(...team, deleted).when(again)).toEqual(rejects({ _tag: 'ChannelExists' }))
  })
})
