import type { ChannelId, MessageId, Position } from '@parley/domain'
import * as sample from '@parley/domain/testing'
import type { Query, WireCommand } from '@parley/contract'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { freshEngine } from './support/engine.ts'
import { type Raw, personRaw } from './support/raw.ts'
import { happened, wrong } from './support/truth.ts'

let engine: Awaited<ReturnType<typeof freshEngine>>
let ada: Raw
let bob: Raw
beforeAll(async () => {
  engine = await freshEngine()
  ada = await personRaw(engine.url, 'ada')
  bob = await personRaw(engine.url, 'bob')
})
afterAll(() => engine.close())

let names = 0
const name = () => sample.commandId(`c${(names += 1)}`)
const main = sample.feedId('main')
const command = (person: Raw, what: WireCommand) => person.ask({ type: 'command', command: what })
const query = async (person: Raw, what: Query) => {
  const answer = await person.ask({ type: 'query', query: what })
  return answer.type === 'result' ? answer.result : answer
}

const accepted = async (person: Raw, what: WireCommand) => {
  const answer = await command(person, what)
  if (answer.type !== 'accepted') throw new Error(JSON.stringify(answer))
  return answer
}
const rejected = async (person: Raw, what: WireCommand) => {
  const answer = await command(person, what)
  return answer.type === 'rejected' ? answer.rejection._tag : answer
}

const made = async (members: ReadonlyArray<string> = ['bob']): Promise<ChannelId> => {
  const { result } = await accepted(ada, {
    type: 'CreateChannel',
    commandId: name(),
    channelType: 'standard',
    name: sample.channelName('tea'),
    description: sample.description('leaves'),
    members: members.map(sample.userId),
  })
  if (result.channelId === undefined) throw new Error('no channel')
  return result.channelId
}

const sent = async (person: Raw, channelId: ChannelId, words: string, parentId: MessageId | null = null) => {
  const answer = await accepted(person, {
    type: 'SendMessage',
    clientMessageId: name(),
    channelId,
    feedId: main,
    parentId,
    body: sample.text(words),
  })
  const { messageId, segment } = answer.result
  if (messageId === undefined || segment === undefined) throw new Error('no message')
  return { messageId, segment, position: answer.position }
}

/** What a conversation looks like once an acknowledged command is to be seen. */
const conversation = async (person: Raw, channelId: ChannelId, atLeast: Position) => {
  const result = await query(person, { type: 'conversation', channelId, atLeast })
  return result.type === 'conversation' ? result.conversation : result
}

describe('ENGINE-1, ENGINE-2: what is acknowledged is seen by whoever asks for it at that position', () => {
  it('CreateChannel, RenameChannel, DescribeChannel, ArchiveChannel, UnarchiveChannel', async () => {
    const channelId = await made()
    await accepted(ada, {
      type: 'RenameChannel',
      commandId: name(),
      channelId,
      name: sample.channelName('cake'),
    })
    const { position } = await accepted(ada, {
      type: 'DescribeChannel',
      commandId: name(),
      channelId,
      description: sample.description('crumbs'),
    })
    const about = { name: 'cake', description: 'crumbs', archived: false, memberCount: 2 }
    expect(await conversation(bob, channelId, position)).toMatchObject({ channel: about, role: 'member' })
    expect(await rejected(bob, { type: 'ArchiveChannel', commandId: name(), channelId })).toBe('RoleTooLow')
    const archived = await accepted(ada, { type: 'ArchiveChannel', commandId: name(), channelId })
    expect(await conversation(bob, channelId, archived.position)).toMatchObject({
      channel: { archived: true },
    })
    expect(
      await rejected(ada, {
        type: 'RenameChannel',
        commandId: name(),
        channelId,
        name: sample.channelName('x'),
      }),
    ).toBe('ChannelIsArchived')
    const opened = await accepted(ada, { type: 'UnarchiveChannel', commandId: name(), channelId })
    expect(await conversation(bob, channelId, opened.position)).toMatchObject({
      channel: { archived: false },
    })
  })

  it('OpenConversation: the same two get the same one, whoever opens it', async () => {
    const open = (person: Raw, withUserId: string) =>
      accepted(person, { type: 'OpenConversation', commandId: name(), withUserId: sample.userId(withUserId) })
    const [one, other] = [await open(ada, 'bob'), await open(bob, 'ada')]
    expect(other.result.channelId).toBe(one.result.channelId)
    expect(await rejected(ada, { type: 'OpenConversation', commandId: name(), withUserId: sample.ada })).toBe(
      'ConversationWithOneself',
    )
  })

  it('OpenConversationWith: the same people get the same one, which says who they are', async () => {
    const open = (person: Raw, userIds: ReadonlyArray<typeof sample.ada>) =>
      accepted(person, { type: 'OpenConversationWith', commandId: name(), userIds: [...userIds] })
    const one = await open(ada, [sample.bob, sample.cleo])
    const other = await open(bob, [sample.cleo, sample.ada])
    expect(other.result.channelId).toBe(one.result.channelId)
  })

  it('JoinChannel, LeaveChannel, AddMember, RemoveMember, ChangeRole', async () => {
    const channelId = await made([])
    const about = { channelId, userId: sample.bob }
    await accepted(bob, { type: 'JoinChannel', commandId: name(), channelId })
    await accepted(ada, { type: 'ChangeRole', commandId: name(), ...about, role: 'moderator' })
    await accepted(bob, { type: 'AddMember', commandId: name(), channelId, userId: sample.cleo })
    const { position } = await accepted(bob, {
      type: 'RemoveMember',
      commandId: name(),
      channelId,
      userId: sample.cleo,
    })
    const members = await query(ada, { type: 'members', channelId, atLeast: position })
    expect(members).toMatchObject({
      members: [
        { userId: 'ada', role: 'owner' },
        { userId: 'bob', role: 'moderator' },
      ],
      more: false,
    })
    expect(
      await rejected(bob, { type: 'RemoveMember', commandId: name(), channelId, userId: sample.ada }),
    ).toBe('OutranksYou')
    expect(await rejected(bob, { type: 'ChangeRole', commandId: name(), ...about, role: 'owner' })).toBe(
      'RoleTooLow',
    )
    const left = await accepted(bob, { type: 'LeaveChannel', commandId: name(), channelId })
    expect(await query(bob, { type: 'members', channelId, atLeast: left.position })).toMatchObject({
      rejection: { _tag: 'NotAMember' },
    })
    await accepted(bob, { type: 'JoinChannel', commandId: name(), channelId })
    expect(await rejected(ada, { type: 'LeaveChannel', commandId: name(), channelId })).toBe('LastOwner')
  })

  it('SendMessage, EditMessage, DeleteMessage, and replies', async () => {
    const channelId = await made()
    const first = await sent(ada, channelId, 'tea?')
    const reply = await sent(bob, channelId, 'yes', first.messageId)
    const second = await sent(bob, channelId, 'cake?')
    expect([first.segment, reply.segment, second.segment]).toEqual([1, 2, 3])
    const { messageId } = second
    const edited = {
      type: 'EditMessage',
      commandId: name(),
      channelId,
      messageId,
      body: sample.text('tea!'),
    } as const
    expect(await rejected(ada, edited)).toBe('NotTheSender')
    await accepted(bob, { ...edited, commandId: name() })
    const { position } = await accepted(ada, {
      type: 'DeleteMessage',
      commandId: name(),
      channelId,
      messageId: first.messageId,
    })
    expect(await query(bob, { type: 'history', channelId, feedId: main, atLeast: position })).toMatchObject({
      messages: [
        { segment: 1, body: null, deletedBy: 'ada', replyCount: 1 },
        { segment: 3, body: { text: 'tea!' }, editedAt: expect.any(String) },
      ],
    })
    expect(await query(ada, { type: 'thread', channelId, parentId: first.messageId })).toMatchObject({
      parent: { segment: 1 },
      replies: [{ segment: 2, body: { text: 'yes' } }],
    })
    const nested = { clientMessageId: name(), channelId, feedId: main, body: sample.text('no') }
    expect(await rejected(ada, { type: 'SendMessage', ...nested, parentId: reply.messageId })).toBe(
      'RepliesDoNotNest',
    )
    expect(await rejected(ada, { type: 'SendMessage', ...nested, parentId: first.messageId })).toBe(
      'MessageIsDeleted',
    )
    expect(await rejected(ada, { type: 'SendMessage', ...nested, parentId: sample.noMessage })).toBe(
      'MessageNotFound',
    )
    expect(
      await rejected(ada, { type: 'SendMessage', ...nested, feedId: sample.feedId('side'), parentId: null }),
    ).toBe('FeedNotFound')
  })

  it('AddReaction, RemoveReaction, MarkRead', async () => {
    const channelId = await made()
    const { messageId, segment } = await sent(ada, channelId, 'tea?')
    const reaction = { channelId, messageId, name: sample.reactionName('☕') }
    await accepted(ada, { type: 'AddReaction', commandId: name(), ...reaction })
    const both = await accepted(bob, { type: 'AddReaction', commandId: name(), ...reaction })
    expect(await conversation(bob, channelId, both.position)).toMatchObject({
      unread: 1,
      lastMessage: { body: { kind: 'text', text: 'tea?', cut: false } },
    })
    await accepted(ada, { type: 'RemoveReaction', commandId: name(), ...reaction })
    const read = await accepted(bob, {
      type: 'MarkRead',
      commandId: name(),
      channelId,
      feedId: main,
      segment,
    })
    expect(await conversation(bob, channelId, read.position)).toMatchObject({
      unread: 0,
      readTo: 1,
    })
    expect(
      await rejected(bob, {
        type: 'MarkRead',
        commandId: name(),
        channelId,
        feedId: main,
        segment: sample.segment(9),
      }),
    ).toBe('SegmentNotReached')
  })

  it('every command again under its name: the first answer, and no event', async () => {
    const channelId = await made()
    const once = {
      type: 'SendMessage',
      clientMessageId: name(),
      channelId,
      feedId: main,
      parentId: null,
      body: sample.text('once'),
    } as const
    const first = await accepted(ada, once)
    const before = (await happened(engine.stores)).length
    const again = await personRaw(engine.url, 'ada')
    expect((await accepted(again, once)).result).toEqual(first.result)
    expect((await happened(engine.stores)).length).toBe(before)
  })

  it('pages: conversations, history before and after, members, browse', async () => {
    const channelId = await made(Array.from({ length: 12 }, (_, n) => `person-${n}`))
    const all = await Promise.all(Array.from({ length: 12 }, (_, n) => sent(ada, channelId, `message ${n}`)))
    const atLeast = all.at(-1)?.position ?? (0 as Position)
    const history = (page: object) =>
      query(ada, { type: 'history', channelId, feedId: main, limit: 5, atLeast, ...page })
    const segments = async (page: object) => {
      const result = await history(page)
      return result.type === 'history' ? [result.messages.map((m) => m.segment), result.more] : result
    }
    expect(await segments({})).toEqual([[8, 9, 10, 11, 12], true])
    expect(await segments({ before: 8 })).toEqual([[3, 4, 5, 6, 7], true])
    expect(await segments({ before: 3 })).toEqual([[1, 2], false])
    expect(await segments({ after: 10 })).toEqual([[11, 12], false])
    const members = await query(ada, {
      type: 'members',
      channelId,
      limit: 5,
      after: sample.userId('person-5'),
    })
    expect(members).toMatchObject({
      members: [
        { userId: 'person-6' },
        { userId: 'person-7' },
        { userId: 'person-8' },
        { userId: 'person-9' },
      ],
      more: false,
    })
    const top = await query(ada, { type: 'conversations', limit: 1 })
    expect(top).toMatchObject({ conversations: [{ channel: { channelId } }], more: true })
    expect(await query(ada, { type: 'browse', search: 'TEA' })).toMatchObject({ type: 'browse', more: false })
  })

  it('after all of it, every row and every count is what the log says', async () => {
    await query(ada, { type: 'conversations' })
    expect(await wrong(engine.stores)).toEqual([])
  })
})
