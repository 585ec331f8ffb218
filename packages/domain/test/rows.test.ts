import { channelDecider, doneKey, memberKey, reactionKey, rowOf } from '@parley/domain'
import { ada, bob, commandId, noMessage, reactionName, userId } from '@parley/domain/testing'
import { expect, test } from 'vitest'
import { facts } from './facts.ts'

test('a row that was looked up and does not exist is undefined; one that was not looked up is a mistake', () => {
  const rows = new Map([[memberKey(ada), undefined]])
  expect(rowOf(rows, memberKey(ada))).toBeUndefined()
  expect(() => rowOf(rows, memberKey(bob))).toThrow('"member:bob"')
})

test('a decision on rows that were not looked up fails loudly', () => {
  expect(() => channelDecider.decide({ type: 'JoinChannel', ...facts(ada, 'join') }, new Map())).toThrow(
    'done:',
  )
})

test('a decision on rows of the wrong kind fails loudly', () => {
  const command = { type: 'JoinChannel', ...facts(ada, 'join') } as const
  const rows = new Map(channelDecider.reads(command).map((key) => [key, undefined]))
  expect(() => channelDecider.decide(command, new Map([...rows, ['channel', { kind: 'done' }]]))).toThrow(
    'done',
  )
  const asMember = new Map([...rows, [memberKey(ada), { kind: 'reaction' as const }]])
  expect(() => channelDecider.decide(command, asMember)).toThrow('reaction')
})

test('keys of different things differ, whatever characters their names hold', () => {
  expect(reactionKey(noMessage, reactionName('a:b'), userId('c'))).not.toBe(
    reactionKey(noMessage, reactionName('a'), userId('b:c')),
  )
  expect(doneKey(commandId('a:b'), userId('c'))).not.toBe(doneKey(commandId('a'), userId('b:c')))
})
