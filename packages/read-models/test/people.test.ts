import { channelIdIn, certain, channelIdOf, conversationIdOf, Position } from '@parley/domain'
import type { Command, UserId } from '@parley/domain'
import * as sample from '@parley/domain/testing'
import type { Query } from '@parley/contract'
import * as E from 'fp-ts/lib/Either.js'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { placed, answering, type Answering } from './harness.ts'

const { acme, ada, bob, cleo, dan, eve, userId } = sample

let here: Answering
let find: (by: UserId, query?: Partial<Query>, tenant?: typeof acme) => Promise<ReadonlyArray<UserId>>

/** What happened: an open channel of Dan and three others, a private one of Ada and Bob, Ada's talk with Cleo. */
const happened = () => {
  const world = sample.emptyWorld()
  let n = 0
  const give = (command: Command): void => {
    const events = sample.submit(world, command)
    if (E.isLeft(events)) throw new Error(`${command.type}: ${events.left._tag}`)
  }
  const create = (by: UserId, channelType: 'standard' | 'private', members: ReadonlyArray<UserId>) => {
    n += 1
    const commandId = sample.commandId(`c${n}`)
    const channelId = channelIdOf(acme, by, commandId)
    const facts = { tenantId: acme, channelId, by, commandId, at: sample.at(n) }
    const described = { name: sample.channelName(`number ${n}`), description: sample.description('') }
    give({ type: 'CreateChannel', ...facts, ...described, channelType, members })
    return { ...facts, commandId: sample.commandId(`then ${n}`) }
  }
  create(dan, 'standard', [userId('Élodie'), userId('eli'), userId('neil')])
  create(ada, 'private', [bob])
  const left = create(ada, 'private', [eve])
  give({ type: 'RemoveMember', ...left, userId: eve })
  const withUserId = cleo
  const channelId = conversationIdOf(acme, ada, cleo)
  const commandId = sample.commandId('talk')
  give({
    type: 'OpenConversation',
    tenantId: acme,
    channelId,
    by: ada,
    commandId,
    at: sample.at(9),
    withUserId,
  })
  return world.events
}

beforeAll(async () => {
  here = await answering()
  const { ask } = here
  await here.project(placed(happened()))
  find = async (by, query = {}, tenantId = acme) => {
    const found = await ask.answer({ tenantId, userId: by }, { ...query, type: 'people' })()
    if (E.isLeft(found) || found.right.value.type !== 'people') throw new Error(JSON.stringify(found))
    return found.right.value.people
  }
})
afterAll(() => here.close())

test('GUEST-2, GUEST-3: guests know of nobody but those in a channel with them, and of no channel but theirs', async () => {
  const guest = (who: UserId) => ({ tenantId: acme, userId: who, guest: true }) as const
  const found = async (who: UserId) => {
    const answer = await here.ask.answer(guest(who), { type: 'people' })()
    return E.isRight(answer) && answer.right.value.type === 'people' && answer.right.value.people
  }
  expect(await found(bob)).toEqual([ada])
  expect(await found(eve)).toEqual([])
  const [begun] = happened()
  const channelId = (begun && channelIdIn(begun)) as never
  expect(await here.ask.answer(guest(bob), { type: 'members', channelId })()).toMatchObject({
    left: { rejection: { _tag: 'ChannelNotFound' } },
  })
  expect(
    await here.ask.answer({ tenantId: acme, userId: bob }, { type: 'members', channelId })(),
  ).toMatchObject({ left: { rejection: { _tag: 'NotAMember' } } })
  const at = certain(Position, 0)
  expect(await here.ask.snapshots(guest(bob), [channelId], at)()).toMatchObject({
    right: { value: new Map([[channelId, { rejection: { _tag: 'ChannelNotFound' } }]]) },
  })
  expect(await here.ask.refusal(guest(bob), channelId, at)()).toMatchObject({
    right: { value: { _tag: 'ChannelNotFound' } },
  })
})

test('PAGE-46: one knows of who is in a channel with one, or in an open one, and of nobody else', async () => {
  const open = [dan, userId('eli'), userId('Élodie'), userId('neil')]
  expect(await find(ada)).toEqual([bob, cleo, ...open])
  expect(await find(bob)).toEqual([ada, ...open])
  expect(await find(cleo)).toEqual([ada, ...open])
  // Eve has left the only channel that she was in, and has seen nobody.
  expect(await find(eve)).toEqual(open)
  expect(await find(dan)).toEqual(open.slice(1))
  expect(await find(dan, {}, sample.tenantId('other'))).toEqual([])
})

test('PAGE-46: people are searched for as names are seen, the whole name and its beginning first', async () => {
  expect(await find(ada, { search: 'EL' })).toEqual([userId('eli'), userId('Élodie')])
  expect(await find(ada, { search: 'elodie' })).toEqual([userId('Élodie')])
  expect(await find(ada, { search: 'neil' })).toEqual([userId('neil')])
  expect(await find(ada, { search: 'ei' })).toEqual([userId('neil')])
  expect(await find(ada, { search: '%' })).toEqual([])
  expect(await find(ada, { search: 'e', limit: 1 })).toEqual([userId('eli')])
})

test('PAGE-46: those among some of whom one knows', async () => {
  expect(await find(ada, { among: [eve, bob, userId('bo'), userId('neil')] })).toEqual([bob, userId('neil')])
  expect(await find(bob, { among: [cleo] })).toEqual([])
  expect(await find(ada, { among: [] })).toEqual([])
})
