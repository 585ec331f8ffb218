import { channelDecider, memberKey } from '@parley/domain'
import type { ChannelCommand, ChannelEvent, ChannelKey, ChannelStateRow } from '@parley/domain'
import { ada, bob, fold } from '@parley/domain/testing'
import * as E from 'fp-ts/lib/Either.js'
import { expect, test } from 'vitest'
import { channelRules } from '../src/channel-rules.ts'
import { decideRound } from '../src/stream/round.ts'
import { create, send } from './support/commands.ts'

const stateAfter = (command: ChannelCommand): Map<ChannelKey, ChannelStateRow | undefined> => {
  const state = new Map<ChannelKey, ChannelStateRow>()
  const made = channelDecider.decide(
    command,
    new Map(channelDecider.reads(command).map((key) => [key, undefined])),
  )
  if (E.isRight(made)) fold(channelDecider, state, made.right)
  return state
}

const order = (command: ChannelCommand) => ({
  command,
  keys: channelDecider.reads(command),
  by: command.by,
  entry: undefined,
  answer: () => {},
})

test('CMD-5 a rule that throws fails its own command', () => {
  const broken: typeof channelRules = {
    ...channelRules,
    decider: {
      ...channelDecider,
      decide: (command, rows): ReturnType<typeof channelDecider.decide> => {
        if (command.by === bob) throw new Error('oh')
        return channelDecider.decide(command, rows)
      },
    },
  }
  const rows = stateAfter(create([bob]))
  const state = { has: () => true, row: (key: ChannelKey) => rows.get(key) }
  const orders = [send(ada, 'a'), send(bob, 'b'), send(ada, 'c')].map(order)
  const round = decideRound('channel-acme.x', broken, state, orders, 1_000_000)
  expect(round.outcomes).toMatchObject([
    { right: { last: 0 } },
    { left: { _tag: 'Corrupt' } },
    { right: { last: 1 } },
  ])
  expect(round.events).toMatchObject([{ segment: 1 }, { segment: 2 }])
})

test('CMD-4 events that would have the same id never go in one append', () => {
  // A decider with no memory of what was done: whoever asks twice gets the same events twice.
  const forgetful: typeof channelRules = {
    ...channelRules,
    decider: { ...channelDecider, reads: () => [], evolve: (_key, row) => row },
  }
  const state = { has: () => true, row: () => undefined }
  const twice = [create(), create()].map((command) => ({
    ...order(command),
    keys: channelDecider.reads(command),
  }))
  const round = decideRound('channel-acme.x', forgetful, state, twice, 1_000_000)
  expect(round.outcomes).toHaveLength(1)
  const types: ReadonlyArray<ChannelEvent['type']> = ['ChannelCreated', 'MemberJoined']
  expect(round.events.map(({ type }) => type)).toEqual(types)
})

test('CMD-1 a row that was not looked up is not made up, whatever events touch it', () => {
  const keys = channelDecider.reads(create([bob]))
  const state = { has: (key: ChannelKey) => keys.includes(key), row: () => undefined }
  const round = decideRound('channel-acme.x', channelRules, state, [order(create([bob]))], 1_000_000)
  expect(round.touched.flat()).toContain(memberKey(bob))
  expect(new Set(round.rows.keys())).toEqual(new Set(keys))
})
