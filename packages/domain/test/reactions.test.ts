import {
  type Command,
  maxReactionNames,
  maxReactions,
  type MessageId,
  ReactionName,
  type UserId,
} from '@parley/domain'
import { ada, bob, cleo, dan, noMessage, reactionName, userId } from '@parley/domain/testing'
import { expect, test } from 'vitest'
import { facts } from './facts.ts'
import { given, makes, nothing, rejects } from './given.ts'
import { channelOf, conversation, deleted, reacted, sent } from './happened.ts'

const add = (by: UserId, messageId: MessageId, name = '👍'): Command => ({
  type: 'AddReaction',
  ...facts(by, 'add'),
  messageId,
  name: reactionName(name),
})
const remove = (by: UserId, messageId: MessageId, name = '👍'): Command => ({
  ...add(by, messageId, name),
  ...facts(by, 'take back'),
  type: 'RemoveReaction',
  messageId,
  name: reactionName(name),
})

const others = { admin: bob, moderator: cleo, member: dan } as const
const hello = sent(ada, 'hello', 1)
const team = [...channelOf('standard', others), hello]
const added = (by: UserId, name = '👍') => ({ ...reacted(hello, by, name), ...facts(by, 'add') })
const takenBack = (by: UserId) => ({
  ...reacted(hello, by, '👍', 'ReactionRemoved'),
  ...facts(by, 'take back'),
})

test.each(['standard', 'private', 'broadcast'] as const)(
  'REACT-1: any member of a %s channel reacts',
  (type) => {
    const channel = [...channelOf(type, others), hello]
    for (const by of [ada, bob, cleo, dan]) {
      expect(given(...channel).when(add(by, hello.messageId))).toEqual(makes(added(by)))
    }
  },
)

test('REACT-1: people react in a conversation', () => {
  expect(given(...conversation, hello).when(add(bob, hello.messageId))).toEqual(makes(added(bob)))
})

test.each(['👍', ':+1:', 'ship-it', 'x'.repeat(64), '❤️', '👩‍👩‍👧'])(
  'REACT-2: %s names a reaction',
  (name) => {
    expect(ReactionName.is(name)).toBe(true)
  },
)

test.each(['', ' ', 'two words', 'a\u0000', 'a\nb', 'x'.repeat(65), '\ud83d'])(
  'REACT-2: %j does not',
  (name) => {
    expect(ReactionName.is(name)).toBe(false)
  },
)

test('REACT-3: there is one reaction a person, message and name', () => {
  const before = [...team, reacted(hello, dan, '👍')]
  expect(given(...before).when(add(dan, hello.messageId))).toEqual(nothing)
  expect(given(...before).when(add(dan, hello.messageId, '🎉'))).toEqual(makes(added(dan, '🎉')))
  expect(given(...before).when(add(bob, hello.messageId))).toEqual(makes(added(bob)))
})

test('REACT-3: one takes back what is there and one’s own', () => {
  const before = [...team, reacted(hello, dan, '👍')]
  expect(given(...before).when(remove(dan, hello.messageId))).toEqual(makes(takenBack(dan)))
  expect(given(...before).when(remove(ada, hello.messageId))).toEqual(nothing)
  expect(given(...before).when(remove(dan, hello.messageId, '🎉'))).toEqual(nothing)
  const after = [...before, reacted(hello, dan, '👍', 'ReactionRemoved')]
  expect(given(...after).when(remove(dan, hello.messageId))).toEqual(nothing)
  expect(given(...after).when(add(dan, hello.messageId))).toEqual(makes(added(dan)))
})

test('REACT-10: a reaction is added and taken back in any spelling, and is kept in one', () => {
  expect(given(...team).when(add(dan, hello.messageId, '👍\ufe0f'))).toEqual(makes(added(dan)))
  expect(given(...team).when(add(dan, hello.messageId, '❤'))).toEqual(makes(added(dan, '❤️')))
  const before = [...team, reacted(hello, dan, '👍')]
  expect(given(...before).when(add(dan, hello.messageId, '👍\ufe0f'))).toEqual(nothing)
  expect(given(...before).when(remove(dan, hello.messageId, '👍\ufe0e'))).toEqual(makes(takenBack(dan)))
})

test('REACT-11: a message has so many names of reactions at the most, and each of them still takes people', () => {
  const names = Array.from({ length: maxReactionNames }, (_, n) => reacted(hello, dan, `r${n}`))
  const before = [...team, ...names]
  expect(given(...before).when(add(bob, hello.messageId))).toEqual(
    rejects({ _tag: 'TooManyReactions', of: 'names', most: maxReactionNames }),
  )
  expect(given(...before).when(add(bob, hello.messageId, 'r7'))).toEqual(makes(added(bob, 'r7')))
  expect(given(...before).when(add(dan, hello.messageId, 'r7'))).toEqual(nothing)
  const after = [...before, reacted(hello, dan, 'r7', 'ReactionRemoved')]
  expect(given(...after).when(add(bob, hello.messageId))).toEqual(makes(added(bob)))
  const other = sent(ada, 'another', 2)
  expect(given(...before, other).when(add(bob, other.messageId))).toMatchObject({ right: [{ name: '👍' }] })
})

test('REACT-11: a message has so many reactions at the most, of whatever names and people', () => {
  const all = Array.from({ length: maxReactions }, (_, n) =>
    reacted(hello, userId(`p${n % 200}`), `r${Math.floor(n / 200)}`),
  )
  expect(given(...team, ...all).when(add(bob, hello.messageId, 'r1'))).toEqual(
    rejects({ _tag: 'TooManyReactions', of: 'reactions', most: maxReactions }),
  )
  expect(given(...team, ...all.slice(1)).when(add(bob, hello.messageId, 'r1'))).toEqual(
    makes(added(bob, 'r1')),
  )
})

test.each([add, remove])(
  'REACT-4: a message that is not there, or deleted, takes no reaction and gives none back',
  (ask) => {
    expect(given(...team).when(ask(dan, noMessage))).toEqual(
      rejects({ _tag: 'MessageNotFound', messageId: noMessage }),
    )
    expect(given(...team, reacted(hello, dan, '👍'), deleted(hello)).when(ask(dan, hello.messageId))).toEqual(
      rejects({ _tag: 'MessageIsDeleted', messageId: hello.messageId }),
    )
  },
)
