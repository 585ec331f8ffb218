import { channelKey, type Command, commandDefinitionOf, decide, memberKey, noRows } from '@parley/domain'
import type { RowKey } from '@parley/domain'
import { ada, bob, decideOn, fold, type State } from '@parley/domain/testing'
import * as E from 'fp-ts/lib/Either.js'
import { expect, test } from 'vitest'
import type { PendingCommand } from '../src/stream/pending-command.ts'
import { decideRound } from '../src/stream/round.ts'
import { domainRules } from '../src/stream/rules.ts'
import { create, send } from './support/commands.ts'

const stateAfter = (command: Command): State => {
  const state: State = new Map()
  const made = decideOn(command, state)
  if (E.isRight(made)) fold(state, made.right)
  return state
}

const pending = (command: Command): PendingCommand => ({
  given: { command, elsewhere: noRows },
  keys: commandDefinitionOf(command).reads(command),
  presumedAbsent: [],
  by: command.by,
  entry: undefined,
  answer: () => {},
})

test('CMD-5 a rule that throws fails its own command', () => {
  const broken: typeof decide = (command, rows) => {
    if (command.by === bob) throw new Error('oh')
    return decide(command, rows)
  }
  const rows = stateAfter(create([bob]))
  const state = { has: () => true, row: ({ text }: RowKey) => rows.get(text) }
  const batch = [send(ada, 'a'), send(bob, 'b'), send(ada, 'c')].map(pending)
  const rules = { ...domainRules, decide: broken }
  const round = decideRound('channel-acme.x', state, batch, 1_000_000, rules)
  expect(round.outcomes).toMatchObject([
    { right: { last: 0 } },
    { left: { _tag: 'Corrupt' } },
    { right: { last: 1 } },
  ])
  expect(round.events).toMatchObject([{ segment: 1 }, { segment: 2 }])
})

test('CMD-4 events that would have the same id never go in one append', () => {
  // Rules with no memory of what was done: whoever asks twice gets the same events twice.
  const forgetful = { ...domainRules, changesOf: () => [] }
  const state = { has: () => true, row: () => undefined }
  const twice = [create(), create()].map(pending)
  const round = decideRound('channel-acme.x', state, twice, 1_000_000, forgetful)
  expect(round.outcomes).toHaveLength(1)
  expect(round.events.map(({ type }) => type)).toEqual(['ChannelCreated', 'FeedCreated', 'MemberJoined'])
})

test('CMD-1 a row that was not looked up is not made up, whatever events touch it', () => {
  const command = create([bob])
  const looked = new Set(
    commandDefinitionOf(command)
      .reads(command)
      .map(({ text }) => text),
  )
  const state = { has: ({ text }: RowKey) => looked.has(text), row: () => undefined }
  const round = decideRound('channel-acme.x', state, [pending(command)], 1_000_000)
  const touched = round.changes.flat().map(({ key }) => key.text)
  expect(touched).toContain(memberKey(bob).text)
  expect(touched).toContain(channelKey.text)
  expect(new Set(round.rows.keys())).toEqual(looked)
})
