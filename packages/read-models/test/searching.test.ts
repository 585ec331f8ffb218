import type { DomainEvent } from '@parley/domain'
import { channelIdOf } from '@parley/domain'
import { acme, ada, at, channelName, commandId, description } from '@parley/domain/testing'
import * as E from 'fp-ts/lib/Either.js'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { placed, answering, type Answering } from './harness.ts'

const named = (name: string): DomainEvent => ({
  type: 'ChannelCreated',
  tenantId: acme,
  channelId: channelIdOf(acme, ada, commandId(name)),
  by: ada,
  commandId: commandId(name),
  at: at(1),
  channelType: 'standard',
  name: channelName(name),
  description: description(''),
})

let here: Answering
beforeAll(async () => {
  here = await answering()
  const names = ['Straße', 'Zoo', 'cafe\u0301', 'İstanbul', 'Łódź', 'area']
  await here.project(placed(names.map(named)))
})
afterAll(() => here.close())

const found = async (search?: string) => {
  const { ask } = here
  const query = search === undefined ? { type: 'browse' as const } : { type: 'browse' as const, search }
  const answer = await ask.answer({ tenantId: acme, userId: ada }, query)()
  if (E.isLeft(answer) || answer.right.value.type !== 'browse') throw new Error(JSON.stringify(answer))
  return answer.right.value.channels.map(({ channel }) => channel.name)
}

test.each([
  ['STRASSE', 'Straße'],
  ['straße', 'Straße'],
  ['Café', 'cafe\u0301'],
  ['CAFE', 'cafe\u0301'],
  ['istanbul', 'İstanbul'],
  ['ISTANBUL', 'İstanbul'],
  ['ıstan', 'İstanbul'],
  ['lodz', 'Łódź'],
])('NAME-12: %s finds %s', async (search, name) => {
  expect(await found(search)).toEqual([name])
})

test('NAME-12 RM-10: channels are sorted as they are searched for', async () => {
  expect(await found()).toEqual(['area', 'cafe\u0301', 'İstanbul', 'Łódź', 'Straße', 'Zoo'])
})
