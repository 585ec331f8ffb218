import { mainFeed, messageIdOf } from '@parley/domain'
import type { MessageId, UserId } from '@parley/domain'
import * as sample from '@parley/domain/testing'
import type { Queries } from '@parley/read-models'
import * as E from 'fp-ts/lib/Either.js'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { placed, answering, type Answering } from './harness.ts'
import { type Story, story } from './story.ts'

const { acme, ada, bob, cleo } = sample

let here: Answering
let ask: Queries
let told: Story
let known = 0
let n = 1_000
beforeAll(async () => {
  here = await answering()
  ask = here.ask
  told = story()
  await catchUp()
})
afterAll(() => here.close())

const catchUp = async (): Promise<void> => {
  const events = placed(told.world.events)
  await here.project(events.slice(known))
  known = events.length
}

const facts = (by: UserId) => ({
  tenantId: acme,
  channelId: told.general,
  by,
  commandId: sample.commandId(`d${(n += 1)}`),
  at: sample.at(n),
  feedId: mainFeed,
})

const give = async (command: Parameters<typeof sample.submit>[1]): Promise<void> => {
  const outcome = sample.submit(told.world, command)
  if (E.isLeft(outcome)) throw new Error(outcome.left._tag)
  await catchUp()
}

const read = (by: UserId, segment: number, parentId?: MessageId | null): Promise<void> =>
  give({
    type: 'MarkRead',
    ...facts(by),
    segment: sample.segment(segment),
    ...(parentId === undefined ? {} : { parentId }),
  })

const reply = (by: UserId, parentId: MessageId): Promise<void> => {
  const sending = facts(by)
  const messageId = messageIdOf(acme, told.general, by, sending.commandId)
  return give({ type: 'SendMessage', ...sending, messageId, parentId, body: sample.text('again') })
}

const line = async (userId: UserId) => {
  const query = { type: 'conversation', channelId: told.general } as const
  const found = await ask.answer({ tenantId: acme, userId }, query)()
  if (E.isLeft(found) || found.right.value.type !== 'conversation') throw new Error('no line')
  const { readTo, threadsReadTo, unread, unreadThreads } = found.right.value.conversation
  return [readTo, threadsReadTo, unread, unreadThreads.map((thread) => [thread.parentId, thread.unread])]
}

// General has 1 ada, 2 bob (deleted), 3 bob to 1, 4 cleo to 1 (deleted), 5 ada, 6 bob.
test('RM-30 RM-31: a reply stays unread until its thread was read, or all of the channel', async () => {
  const { root } = told
  expect(await line(ada)).toEqual([0, 0, 2, [[root, 1]]])
  await read(ada, 6, null)
  expect(await line(ada)).toEqual([6, 0, 1, [[root, 1]]])
  await reply(bob, root)
  await reply(cleo, root)
  await reply(ada, root)
  expect(await line(ada)).toEqual([6, 0, 3, [[root, 3]]])
  await read(ada, 7, root)
  expect(await line(ada)).toEqual([6, 0, 1, [[root, 1]]])
  await read(ada, 9, root)
  expect(await line(ada)).toEqual([6, 0, 0, []])
  await read(ada, 8)
  expect(await line(ada)).toEqual([8, 8, 0, []])
})

test('RM-30: a thread that is read ahead of the channel counts no more, and the channel goes on', async () => {
  // Bob has read all up to 1: of others there are 5 at the top, and 8 and 9 in the thread.
  expect(await line(bob)).toEqual([1, 1, 3, [[told.root, 2]]])
  await read(bob, 9, told.root)
  expect(await line(bob)).toEqual([1, 1, 1, []])
  await read(bob, 9)
  expect(await line(bob)).toEqual([9, 9, 0, []])
})
