import { certain, ChannelId, type UserId } from '@parley/domain'
import { acme, ada, bob, channelName, cleo, commandId, description, userId } from '@parley/domain/testing'
import type { WireCommand } from '@parley/contract'
import type { Standing } from '@parley/read-models'
import * as E from 'fp-ts/lib/Either.js'
import { expect, test } from 'vitest'
import { acceptedAt, fakeCommands } from './support/fake-commands.ts'
import { sessions } from './support/sessions.ts'
import type { MayAdd } from '../src/session/may-add.ts'
import { beginning, refusal } from '../src/session/unasked.ts'

const create = (...members: ReadonlyArray<UserId>): WireCommand => ({
  type: 'CreateChannel',
  commandId: commandId('c'),
  channelType: 'private',
  name: channelName('a'),
  description: description(''),
  members,
})
const open = (withUserId: UserId): WireCommand => ({
  type: 'OpenConversation',
  commandId: commandId('c'),
  withUserId,
})
const channelId = certain(ChannelId, '0b0e4bb6-9a53-4e2a-8c1c-1d9d3b1a0c11')
const add = (person: UserId): WireCommand => ({
  type: 'AddMember',
  commandId: commandId('c'),
  channelId,
  userId: person,
})
const join: WireCommand = { type: 'JoinChannel', commandId: commandId('c'), channelId }

/** What is held against a command, where 10 channels may be begun a day. */
const held = async (
  command: WireCommand,
  {
    mayAdd,
    begun = 0,
    knows = [],
    lately = beginning(),
  }: {
    readonly mayAdd?: MayAdd
    readonly begun?: number
    readonly knows?: ReadonlyArray<UserId>
    readonly lately?: ReturnType<typeof beginning>
  },
) => {
  let asked = 0
  const standing = (people: ReadonlyArray<UserId>): Standing => {
    asked += 1
    return { begun, strangers: people.filter((person) => !knows.includes(person)) }
  }
  const look = refusal(
    {
      queries: { standing: (_asker, _since, people) => async () => E.right(standing(people)) },
      following: { position: () => 100 },
      clock: { now: () => Date.UTC(2026, 0, 2) },
      limits: { begunADay: 10 },
      ...(mayAdd === undefined ? {} : { mayAdd }),
    },
    { tenantId: acme, userId: ada },
    lately,
  )(command)
  return { looked: look !== undefined, found: look === undefined ? E.right(undefined) : await look(), asked }
}

const mayNotAdd = (person: UserId) => E.right({ _tag: 'MayNotAdd', userId: person })
const nothing = E.right(undefined)

test('CH-20: so many channels and conversations are begun by one person within a day', async () => {
  for (const command of [create(bob), create(), open(bob)]) {
    expect((await held(command, { begun: 9 })).found).toEqual(nothing)
    expect((await held(command, { begun: 10 })).found).toEqual(E.right({ _tag: 'TooManyChannels', most: 10 }))
  }
  expect((await held(add(bob), { begun: 10 })).looked).toBe(false)
  expect((await held(join, { begun: 10 })).looked).toBe(false)
})

test('CH-20: what the read models do not show yet counts as well', async () => {
  const lately = beginning()
  const settled = Array.from({ length: 3 }, () => lately.begin())
  expect((await held(open(bob), { begun: 6, lately })).found).toEqual(nothing)
  expect((await held(open(bob), { begun: 7, lately })).found).toMatchObject({
    right: { _tag: 'TooManyChannels' },
  })
  settled[0]?.(101)
  settled[1]?.(99)
  settled[2]?.(undefined)
  expect((await held(open(bob), { begun: 8, lately })).found).toEqual(nothing)
  expect((await held(open(bob), { begun: 9, lately })).found).toMatchObject({
    right: { _tag: 'TooManyChannels' },
  })
})

test('CH-20: one that ended in a fault counts no more', async () => {
  let calls = 0
  const commands: ReturnType<typeof fakeCommands> = {
    ...fakeCommands(),
    channel: (_, refused) => async () => {
      calls += 1
      if (calls === 1) throw new Error('a fault')
      return refused === undefined ? acceptedAt(1) : E.left({ _tag: 'Rejected', rejection: refused })
    },
  }
  const { enter } = sessions({ commands, limits: { begunADay: 1 } })
  const person = await enter('ada')
  const answers = [
    await person.ask({ type: 'command', command: create() }),
    await person.ask({ type: 'command', command: create() }),
  ]
  expect(answers.map(({ type }) => type)).toEqual(['error', 'accepted'])
})

test('CH-21: where it is said so, only those are added whom one shares a channel with', async () => {
  const mayAdd = 'acquainted'
  for (const command of [create(bob, cleo), open(cleo), add(cleo)]) {
    expect((await held(command, { mayAdd, knows: [bob] })).found).toEqual(mayNotAdd(cleo))
    expect((await held(command, { mayAdd, knows: [bob, cleo] })).found).toEqual(nothing)
    expect((await held(command, {})).found).toEqual(nothing)
  }
  expect((await held(create(ada), { mayAdd })).found).toEqual(nothing)
})

test('CH-21: or nobody is, and no look is needed for that', async () => {
  const mayAdd = 'nobody'
  const knows = [bob]
  for (const command of [create(bob), open(bob), add(bob)])
    expect(await held(command, { mayAdd, knows })).toEqual({ looked: true, found: mayNotAdd(bob), asked: 0 })
  expect((await held(create(), { mayAdd })).found).toEqual(nothing)
  expect((await held(add(userId('ada')), { mayAdd })).looked).toBe(false)
  expect((await held(join, { mayAdd })).looked).toBe(false)
})
