import type { Person } from '@parley/auth'
import type { Query, WireCommand } from '@parley/contract'
import { certain, type ChannelId, Position, type UserId } from '@parley/domain'
import { ada, bob, channelName, cleo, commandId, description } from '@parley/domain/testing'
import * as E from 'fp-ts/lib/Either.js'
import { expect, test } from 'vitest'
import type { EngineOptions } from '../src/index.ts'
import { create, emptyReadModels, engineInMemory, eventsOf, personOf } from './support/engines.ts'

/** Read models by which guests share a channel with Ada, and with nobody else. */
const queries: EngineOptions['queries'] = {
  ...emptyReadModels,
  addingFacts: (_person, _since, people) => async () =>
    E.right({
      position: certain(Position, 7),
      value: { begun: 0, strangers: people.filter((one) => one !== ada) },
    }),
}

const guest: Person = { ...personOf(bob), guest: true }
const named = (name: string) => ({ commandId: commandId(name) })
const join = (channelId: ChannelId): WireCommand => ({ type: 'JoinChannel', ...named('join'), channelId })
const open = (withUserId: UserId): WireCommand => ({ type: 'OpenConversation', ...named('open'), withUserId })
const add = (channelId: ChannelId): WireCommand => ({
  type: 'AddMember',
  ...named('add'),
  channelId,
  userId: cleo,
})
const rejected = (rejection: object) => E.left({ _tag: 'Rejected', rejection })
const missing = (action: string) => rejected({ _tag: 'MissingPermission', action })
const notFound = rejected({ _tag: 'ChannelNotFound' })

/** An engine with an open channel of Ada's; and a way to ask it for something. */
const town = async (...members: ReadonlyArray<UserId>) => {
  const { engine, store } = engineInMemory({ queries })
  const command: WireCommand = {
    type: 'CreateChannel',
    ...named('square'),
    channelType: 'standard',
    name: channelName('square'),
    description: description(''),
    members,
  }
  const begun = await engine.execute(personOf(), command)()
  if (E.isLeft(begun) || begun.right.result.channelId === undefined) throw new Error('no channel')
  return { engine, store, channelId: begun.right.result.channelId }
}

test('GUEST-2: a guest begins no channel, adds nobody, and comes into none by themselves', async () => {
  const { engine, store, channelId } = await town(bob)
  const before = (await eventsOf(store)).length
  expect(await engine.execute(guest, create('tea'))()).toEqual(missing('create'))
  expect(await engine.execute(guest, add(channelId))()).toEqual(missing('add'))
  expect(await eventsOf(store)).toHaveLength(before)
  // The same person is let do it by a token that does not say that they are a guest.
  expect(await engine.execute(personOf(bob), add(channelId))()).toMatchObject({ _tag: 'Right' })
})

test('GUEST-3: nothing tells a guest that there is a channel that they are not in', async () => {
  const { engine, channelId } = await town()
  const send: WireCommand = {
    type: 'SendMessage',
    clientMessageId: commandId('hello'),
    channelId,
    feedId: certainFeed,
    parentId: null,
    body: { kind: 'text', text: 'hello' as never },
  }
  expect(await engine.execute(guest, join(channelId))()).toEqual(notFound)
  expect(await engine.execute(guest, send)()).toEqual(notFound)
  expect(await engine.execute(personOf(bob), send)()).toEqual(rejected({ _tag: 'NotAMember' }))
  const archive: WireCommand = { type: 'ArchiveChannel', ...named('archive'), channelId }
  expect(await engine.execute(personOf(), archive)()).toMatchObject({ _tag: 'Right' })
  expect(await engine.execute(guest, join(channelId))()).toEqual(notFound)
})
const certainFeed = 'main' as never

test('GUEST-2: a guest begins a conversation with whom they share a channel, and with nobody else', async () => {
  const { engine } = await town(bob)
  expect(await engine.execute(guest, open(cleo))()).toEqual(rejected({ _tag: 'MayNotAdd', userId: cleo }))
  expect(await engine.execute(guest, open(ada))()).toMatchObject({ _tag: 'Right' })
  expect(await engine.execute(personOf(bob), open(cleo))()).toMatchObject({ _tag: 'Right' })
})

test('GUEST-2: a guest browses no channels, and is turned down before anything is read', async () => {
  const asked: Array<Query['type']> = []
  const { engine } = engineInMemory({
    queries: {
      ...queries,
      answer: (viewer, query) => {
        asked.push(query.type)
        return emptyReadModels.answer(viewer, query)
      },
    },
  })
  expect(await engine.ask(guest, { type: 'browse' })()).toEqual(missing('browse'))
  expect(asked).toEqual([])
  expect(await engine.ask(guest, { type: 'conversations' })()).toMatchObject({ _tag: 'Right' })
  expect(await engine.ask(personOf(bob), { type: 'browse' })()).toMatchObject({ _tag: 'Right' })
})
