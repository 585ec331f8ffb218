import { channelIdOf, mainFeed, type MessageId, messageIdOf, type UserId } from '@parley/domain'
import * as sample from '@parley/domain/testing'
import type { QueryOf } from '@parley/contract'
import { queries } from '@parley/read-models'
import * as E from 'fp-ts/lib/Either.js'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { placed, answering, type Answering } from './harness.ts'

const { acme, ada, bob, eve } = sample

let here: Answering
let ask: ReturnType<typeof queries>

const channelId = channelIdOf(acme, ada, sample.commandId('create'))
const idOf = (name: string): MessageId => messageIdOf(acme, channelId, ada, sample.commandId(name))

/** Three messages that Ada sent and pinned in their order; the first was unpinned and pinned again, by Bob. */
const happened = () => {
  const world = sample.emptyWorld()
  let n = 0
  const order = (by: UserId, name: string) => {
    n += 1
    return { tenantId: acme, channelId, by, commandId: sample.commandId(name), at: sample.at(n) }
  }
  const facts = { name: sample.channelName('general'), description: sample.description('') }
  sample.submit(world, {
    type: 'CreateChannel',
    ...order(ada, 'create'),
    ...facts,
    channelType: 'standard',
    members: [bob],
  })
  sample.submit(world, { type: 'ChangeRole', ...order(ada, 'role'), userId: bob, role: 'moderator' })
  for (const name of ['a', 'b', 'c', 'd']) {
    const messageId = idOf(name)
    const body = sample.text(name)
    sample.submit(world, {
      type: 'SendMessage',
      ...order(ada, name),
      messageId,
      feedId: mainFeed,
      parentId: null,
      body,
    })
    sample.submit(world, { type: 'PinMessage', ...order(ada, `pin ${name}`), messageId })
  }
  sample.submit(world, { type: 'UnpinMessage', ...order(bob, 'unpin'), messageId: idOf('a') })
  sample.submit(world, { type: 'PinMessage', ...order(bob, 'pin again'), messageId: idOf('a') })
  sample.submit(world, { type: 'DeleteMessage', ...order(ada, 'delete'), messageId: idOf('d') })
  return world.events
}

beforeAll(async () => {
  here = await answering()
  ask = here.ask
  await here.project(placed(happened()))
})
afterAll(() => here.close())

const pinned = async (by: UserId, query: Partial<QueryOf<'pinned'>> = {}) => {
  const answer = await ask.answer({ tenantId: acme, userId: by }, { ...query, type: 'pinned', channelId })()
  if (E.isLeft(answer)) return answer.left
  const { value } = answer.right
  if (value.type !== 'pinned') throw new Error(value.type)
  const pins = value.pins.map(({ message, pinnedBy }) => [message.messageId, pinnedBy])
  return { pins, more: value.more }
}

test('PIN-6: members are told what is pinned, the latest first, and by whom', async () => {
  const all = {
    pins: [
      [idOf('a'), bob],
      [idOf('c'), ada],
      [idOf('b'), ada],
    ],
    more: false,
  }
  expect(await pinned(bob)).toEqual(all)
  expect(await pinned(ada, { limit: 2 })).toEqual({ pins: all.pins.slice(0, 2), more: true })
  expect(await pinned(ada, { after: idOf('c') })).toEqual({ pins: all.pins.slice(2), more: false })
  expect(await pinned(ada, { after: idOf('d') })).toEqual(all)
})

test('PIN-6: nobody else is', async () => {
  expect(await pinned(eve)).toEqual({ _tag: 'QueryRejected', rejection: { _tag: 'NotAMember' } })
})
