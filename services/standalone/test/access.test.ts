import type { ChannelId, MessageId, Revision, TenantId } from '@parley/domain'
import * as sample from '@parley/domain/testing'
import type { WireCommand } from '@parley/contract'
import { noRates } from '@parley/engine'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { freshEngine } from './support/engine.ts'
import { tenantId } from './support/log.ts'
import { type Raw, personRaw } from './support/raw.ts'
import { happened } from './support/truth.ts'

let engine: Awaited<ReturnType<typeof freshEngine>>
let fixtures: Readonly<Record<Kind, Fixture>>
beforeAll(async () => {
  // What is asked in vain here is more than anybody may ask.
  engine = await freshEngine({ engineLimits: { rates: noRates } })
  const ada = await personRaw(engine.url, 'ada')
  fixtures = {
    private: await made(ada, 'private'),
    standard: await made(ada, 'standard'),
    broadcast: await made(ada, 'broadcast'),
    conversation: await made(ada, 'conversation'),
  }
})
afterAll(() => engine.close())

type Kind = 'private' | 'standard' | 'broadcast' | 'conversation'
interface Fixture {
  readonly channelId: ChannelId
  readonly messageId: MessageId
}

let names = 0
const name = () => sample.commandId(`c${(names += 1)}`)

const accepted = async (person: Raw, command: WireCommand) => {
  const answer = await person.ask({ type: 'command', command })
  if (answer.type !== 'accepted') throw new Error(JSON.stringify(answer))
  return answer
}

const made = async (ada: Raw, kind: Kind): Promise<Fixture> => {
  const { result } = await accepted(
    ada,
    kind === 'conversation'
      ? { type: 'OpenConversation', commandId: name(), withUserId: sample.bob }
      : {
          type: 'CreateChannel',
          commandId: name(),
          channelType: kind,
          name: sample.channelName(`a ${kind} one`),
          description: sample.description(''),
          members: [sample.bob],
        },
  )
  const { channelId } = result
  if (channelId === undefined) throw new Error('no channel')
  const sent = await accepted(ada, {
    type: 'SendMessage',
    clientMessageId: name(),
    channelId,
    feedId: sample.feedId('main'),
    parentId: null,
    body: sample.text('between us'),
  })
  if (sent.result.messageId === undefined) throw new Error('no message')
  // What others may not see is there to be seen.
  await ada.ask({ type: 'query', query: { type: 'conversations', atLeast: sent.position } })
  return { channelId, messageId: sent.result.messageId }
}

/** Every command that speaks of a channel. */
const commandsOn = ({ channelId, messageId }: Fixture): ReadonlyArray<WireCommand> => {
  const about = { commandId: name(), channelId }
  const main = sample.feedId('main')
  const body = sample.text('let me in')
  const reaction = sample.reactionName('👍')
  return [
    { type: 'RenameChannel', ...about, name: sample.channelName('mine') },
    { type: 'DescribeChannel', ...about, description: sample.description('mine') },
    { type: 'ArchiveChannel', ...about },
    { type: 'JoinChannel', ...about },
    { type: 'LeaveChannel', ...about },
    { type: 'AddMember', ...about, userId: sample.eve },
    { type: 'RemoveMember', ...about, userId: sample.ada },
    { type: 'ChangeRole', ...about, userId: sample.eve, role: 'owner' },
    { type: 'SendMessage', clientMessageId: name(), channelId, feedId: main, parentId: null, body },
    { type: 'SendMessage', clientMessageId: name(), channelId, feedId: main, parentId: messageId, body },
    { type: 'EditMessage', ...about, messageId, body },
    { type: 'DeleteMessage', ...about, messageId },
    { type: 'AddReaction', ...about, messageId, name: reaction },
    { type: 'RemoveReaction', ...about, messageId, name: reaction },
    { type: 'MarkRead', ...about, feedId: main, segment: sample.segment(1) },
  ]
}

const kinds: ReadonlyArray<Kind> = ['private', 'standard', 'broadcast', 'conversation']
const firstRevision = 0 as Revision
const elsewhere = `${tenantId}-elsewhere` as TenantId
const outsiders: ReadonlyArray<readonly [string, string, TenantId | undefined]> = [
  ['a stranger of the same tenant', 'eve', undefined],
  ['somebody of another tenant', 'eve', elsewhere],
  ['one of the same name in another tenant', 'ada', elsewhere],
]

const events = () => happened(engine.stores)

describe.each(outsiders)('ENGINE-4: %s', (_, who, tenant) => {
  const isStranger = tenant === undefined
  const isOpen = (kind: Kind): boolean => kind === 'standard' || kind === 'broadcast'
  const why = (kind: Kind): string => (isStranger && isOpen(kind) ? 'NotAMember' : 'ChannelNotFound')

  it.each(kinds)('writes nothing in a %s channel, by any command', async (kind) => {
    const outsider = await personRaw(engine.url, who, tenant)
    const before = (await events()).length
    for (const command of commandsOn(fixtures[kind])) {
      // Who is no member of an open channel may join it, and leaving it is nothing to do.
      if (isStranger && isOpen(kind) && command.type === 'JoinChannel') continue
      const answer = await outsider.ask({ type: 'command', command })
      const leaves = isStranger && isOpen(kind) && command.type === 'LeaveChannel'
      const right = leaves ? { type: 'accepted' } : { type: 'rejected', rejection: { _tag: why(kind) } }
      expect({ command, answer }).toMatchObject({ command, answer: right })
    }
    expect((await events()).length).toBe(before)
  })

  it.each(kinds)('reads nothing of a %s channel, by any query or watch', async (kind) => {
    const outsider = await personRaw(engine.url, who, tenant)
    const { channelId, messageId } = fixtures[kind]
    const queries = [
      { type: 'conversation', channelId },
      { type: 'history', channelId, feedId: sample.feedId('main') },
      { type: 'thread', channelId, parentId: messageId },
      { type: 'members', channelId },
      { type: 'pinned', channelId },
      { type: 'unread', channelId, feedId: sample.feedId('main') },
      { type: 'reactions', channelId, messageId, name: sample.reactionName('👍') },
    ] as const
    for (const query of queries)
      expect({ query, answer: await outsider.ask({ type: 'query', query }) }).toMatchObject({
        query,
        answer: { type: 'rejected', rejection: { _tag: why(kind) } },
      })
    expect(
      await outsider.ask({ type: 'subscribe', channels: [{ channelId, presence: true }] }),
    ).toMatchObject({
      channels: [{ _tag: 'rejected', channelId, rejection: { _tag: why(kind) } }],
    })
    expect(
      await outsider.ask({ type: 'subscribe', channels: [{ channelId, after: firstRevision }] }),
    ).toMatchObject({
      channels: [{ _tag: 'rejected' }],
    })
    expect(await outsider.ask({ type: 'query', query: { type: 'conversations' } })).toMatchObject({
      result: { conversations: [] },
    })
  })

  it('finds no channel by browsing but the open ones of their tenant', async () => {
    const outsider = await personRaw(engine.url, who, tenant)
    const found = await outsider.ask({ type: 'query', query: { type: 'browse' } })
    const open = isStranger ? [fixtures.broadcast.channelId, fixtures.standard.channelId] : []
    if (found.type !== 'result' || found.result.type !== 'browse') throw new Error(JSON.stringify(found))
    expect(found.result.channels.map(({ channel }) => channel.channelId).toSorted()).toEqual(open.toSorted())
  })

  it.each(kinds)('is not heard typing in a %s channel, and hears nothing of it', async (kind) => {
    const [outsider, ada] = [await personRaw(engine.url, who, tenant), await personRaw(engine.url, 'ada')]
    const bo = await personRaw(engine.url, 'bob')
    const { channelId } = fixtures[kind]
    for (const person of [outsider, ada, bo])
      await person.ask({ type: 'subscribe', channels: [{ channelId, presence: true }] })
    const typing = JSON.stringify({ type: 'typing', channelId, parentId: null, typing: true })
    outsider.say(typing)
    // Frames of one session are taken in order: this one is answered after the typing was.
    await outsider.ask({ type: 'query', query: { type: 'conversations' } })
    bo.say(typing)
    expect(await ada.hears((frame) => frame.type === 'typing')).toMatchObject({ userId: 'bob' })
    const { position } = await accepted(ada, {
      type: 'AddReaction',
      commandId: name(),
      ...fixtures[kind],
      name: sample.reactionName(`r${names}`),
    })
    await ada.hears((frame) => frame.type === 'updates')
    await outsider.ask({ type: 'query', query: { type: 'conversations', atLeast: position } })
    expect(outsider.rest()).toEqual([])
  })
})

describe('ENGINE-4: people of another tenant', () => {
  it('who name somebody of ours speak to their own', async () => {
    const [foreign, bo] = [await personRaw(engine.url, 'ada', elsewhere), await personRaw(engine.url, 'bob')]
    const theirs = await accepted(foreign, {
      type: 'OpenConversation',
      commandId: name(),
      withUserId: sample.bob,
    })
    expect(theirs.result.channelId).not.toBe(fixtures.conversation.channelId)
    const created = await accepted(foreign, {
      type: 'CreateChannel',
      commandId: name(),
      channelType: 'standard',
      name: sample.channelName('ours'),
      description: sample.description(''),
      members: [sample.bob],
    })
    const seen = await bo.ask({ type: 'query', query: { type: 'conversations', atLeast: created.position } })
    if (seen.type !== 'result' || seen.result.type !== 'conversations') throw new Error(JSON.stringify(seen))
    const ids = seen.result.conversations.map(({ channel }) => channel.channelId)
    expect(ids.toSorted()).toEqual(kinds.map((kind) => fixtures[kind].channelId).toSorted())
    expect(bo.rest()).toEqual([])
  })
})

describe('ENGINE-4: whoever was a member', () => {
  it('reads and writes nothing after being removed, and is told nothing more', async () => {
    const [ada, cleo] = [await personRaw(engine.url, 'ada'), await personRaw(engine.url, 'cleo')]
    const { channelId } = fixtures.private
    const about = { channelId, userId: sample.cleo }
    await accepted(ada, { type: 'AddMember', commandId: name(), ...about })
    await cleo.hears((frame) => frame.type === 'updates')
    expect(await cleo.ask({ type: 'subscribe', channels: [{ channelId }] })).toMatchObject({
      channels: [{ _tag: 'snapshot' }],
    })
    await accepted(ada, { type: 'RemoveMember', commandId: name(), ...about })
    expect(await cleo.hears((frame) => frame.type === 'updates')).toMatchObject({
      updates: [
        {
          cause: { type: 'MemberLeft' },
          changes: [
            { row: 'channel', add: { memberCount: -1 } },
            { row: 'member', userId: 'cleo', remove: true },
          ],
        },
      ],
    })
    const { position } = await accepted(ada, {
      type: 'RenameChannel',
      commandId: name(),
      channelId,
      name: sample.channelName('without cleo'),
    })
    const refused = { rejection: { _tag: 'ChannelNotFound' } }
    const query = { type: 'history', channelId, feedId: sample.feedId('main'), atLeast: position } as const
    expect(await cleo.ask({ type: 'query', query })).toMatchObject(refused)
    for (const command of commandsOn(fixtures.private))
      expect(await cleo.ask({ type: 'command', command })).toMatchObject(
        command.type === 'MarkRead' ? {} : refused,
      )
    expect(cleo.rest()).toEqual([])
  })
})
