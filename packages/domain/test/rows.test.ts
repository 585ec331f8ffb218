import {
  channelKey,
  type Command,
  decide,
  commandDefinitionOf,
  type DecisionRow,
  doneKey,
  memberKey,
  reactionKey,
  rowAt,
} from '@parley/domain'
import { ada, bob, commandId, noMessage, reactionName, userId } from '@parley/domain/testing'
import { expect, test } from 'vitest'
import { facts } from './facts.ts'

const join: Command = { type: 'JoinChannel', ...facts(ada, 'join') }

test('a row that was looked up and does not exist is undefined; one that was not looked up is a mistake', () => {
  const rows = new Map([[memberKey(ada).text, undefined]])
  expect(rowAt(rows, memberKey(ada))).toBeUndefined()
  expect(() => rowAt(rows, memberKey(bob))).toThrow(JSON.stringify('member\nbob'))
})

test('a decision on rows that were not looked up fails loudly', () => {
  expect(() => decide(join, new Map())).toThrow('done')
})

test('a decision on rows of the wrong kind fails loudly', () => {
  const rows = commandDefinitionOf(join)
    .reads(join)
    .map((key) => [key.text, undefined] as const)
  const withRow = (text: string, row: DecisionRow) =>
    new Map<string, DecisionRow | undefined>([...rows, [text, row]])
  expect(() => decide(join, withRow(channelKey.text, { kind: 'done' }))).toThrow('done')
  expect(() => decide(join, withRow(memberKey(ada).text, { kind: 'reaction' }))).toThrow('reaction')
})

test('keys of different things differ, whatever characters their names hold', () => {
  expect(reactionKey(noMessage, reactionName('a:b'), userId('c')).text).not.toBe(
    reactionKey(noMessage, reactionName('a'), userId('b:c')).text,
  )
  expect(doneKey(commandId('a:b'), userId('c')).text).not.toBe(doneKey(commandId('a'), userId('b:c')).text)
})
