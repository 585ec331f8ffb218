import { certain, channelIdOf, LimitCount, UserId, WindowSeconds } from '@parley/domain'
import type { Query } from '@parley/contract'
import * as sample from '@parley/domain/testing'
import * as E from 'fp-ts/lib/Either.js'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { type Answering, answering, placed } from './harness.ts'

const { acme, ada, bob } = sample
const named = (n: number) => ({
  tenantId: acme,
  by: ada,
  commandId: sample.commandId(`c${n}`),
  at: sample.at(n),
})
const channelId = channelIdOf(acme, ada, sample.commandId('c0'))
const others = ['dora', 'cleo', 'emil', 'fred', 'anna'].map((name) => certain(UserId, name))
const slow = { limit: certain(LimitCount, 1), windowSeconds: certain(WindowSeconds, 60) }

let here: Answering
beforeAll(async () => {
  here = await answering()
  const world = sample.emptyWorld()
  const carryOut = (command: Parameters<typeof sample.submit>[1]): void => {
    if (E.isLeft(sample.submit(world, command))) throw new Error(`${command.type} was turned down`)
  }
  carryOut({
    type: 'CreateChannel',
    ...named(0),
    channelId,
    channelType: 'standard',
    name: sample.channelName('tea'),
    description: sample.description(''),
    members: [bob, ...others],
  })
  for (const [n, userId] of others.entries()) {
    // Of the last it is over by now.
    const until = n === others.length - 1 ? sample.at(100) : null
    const about = { channelId, userId, until }
    carryOut({ type: 'MuteMember', ...named(10 + n), ...about, reason: null })
    carryOut({ type: 'SetRateLimit', ...named(20 + n), ...about, ...slow })
    carryOut({ type: 'BanMember', ...named(30 + n), ...about, reason: null })
  }
  await here.project(placed(world.events))
})
afterAll(() => here.close())

const held = async (query: Query): Promise<readonly [ReadonlyArray<string>, boolean]> => {
  const answer = await here.ask.answer({ tenantId: acme, userId: ada }, query)()
  if (E.isLeft(answer)) throw new Error(JSON.stringify(answer.left))
  const { value } = answer.right
  if (value.type === 'bans') return [value.bans.map(({ userId }) => userId), value.more]
  if (value.type === 'mutes') return [value.mutes.map(({ userId }) => userId), value.more]
  if (value.type === 'limits') return [value.limits.map(({ userId }) => userId), value.more]
  throw new Error(value.type)
}

test.each(['bans', 'mutes', 'limits'] as const)(
  'BAN-6, MUTE-7, LIMIT-7: %s come by user id in pages, without what is over',
  async (type) => {
    expect(await held({ type, channelId })).toEqual([['cleo', 'dora', 'emil', 'fred'], false])
    expect(await held({ type, channelId, limit: 3 })).toEqual([['cleo', 'dora', 'emil'], true])
    const after = certain(UserId, 'emil')
    expect(await held({ type, channelId, limit: 3, after })).toEqual([['fred'], false])
  },
)
