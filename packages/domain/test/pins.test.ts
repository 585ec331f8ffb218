import { type ChannelEvent, type Command, maxPins, type MessageId, type UserId } from '@parley/domain'
import { ada, bob, cleo, dan, eve, noMessage } from '@parley/domain/testing'
import { expect, test } from 'vitest'
import { facts } from './facts.ts'
import { given, makes, nothing, rejects } from './given.ts'
import { archived, channelOf, conversation, deleted, sent } from './happened.ts'

const pin = (by: UserId, messageId: MessageId, name = 'pin'): Command => ({
  type: 'PinMessage',
  ...facts(by, name),
  messageId,
})
const unpin = (by: UserId, messageId: MessageId): Command => ({
  type: 'UnpinMessage',
  ...facts(by, 'unpin'),
  messageId,
})

/** A message is pinned, or unpinned. */
const changed = (
  message: ReturnType<typeof sent>,
  by: UserId,
  type: 'MessagePinned' | 'MessageUnpinned' = 'MessagePinned',
): ChannelEvent => {
  const { body: _, ...rest } = message
  return { ...rest, ...facts(by, type === 'MessagePinned' ? 'pin' : 'unpin'), type }
}

const team = channelOf('standard', { admin: bob, moderator: cleo, member: dan })
const hello = sent(dan, 'hello', 1)
const reply = sent(bob, 'reply', 2, hello.messageId)

test('PIN-1: who may pin does so with any message that stands', () => {
  for (const by of [ada, bob, cleo])
    expect(given(...team, hello).when(pin(by, hello.messageId))).toEqual(makes(changed(hello, by)))
  expect(given(...team, hello, reply).when(pin(ada, reply.messageId))).toEqual(makes(changed(reply, ada)))
  const talk = sent(ada, 'talk', 1)
  expect(given(...conversation, talk).when(pin(bob, talk.messageId))).toEqual(makes(changed(talk, bob)))
})

test('PIN-1: who may not is told so, and there is nothing to pin but what stands', () => {
  const needs = rejects({ _tag: 'RoleTooLow', needs: 'moderator' })
  expect(given(...team, hello).when(pin(dan, hello.messageId))).toEqual(needs)
  expect(given(...team, hello, changed(hello, ada)).when(unpin(dan, hello.messageId))).toEqual(needs)
  expect(given(...team, hello).when(pin(eve, hello.messageId))).toEqual(rejects({ _tag: 'NotAMember' }))
  const notFound = rejects({ _tag: 'MessageNotFound', messageId: noMessage })
  expect(given(...team).when(pin(ada, noMessage))).toEqual(notFound)
  expect(given(...team).when(unpin(ada, noMessage))).toEqual(notFound)
  expect(given(...team, hello, deleted(hello)).when(pin(ada, hello.messageId))).toEqual(
    rejects({ _tag: 'MessageIsDeleted', messageId: hello.messageId }),
  )
  expect(given(...team, hello, archived).when(pin(ada, hello.messageId))).toEqual(
    rejects({ _tag: 'ChannelIsArchived' }),
  )
})

test('PIN-2: what is pinned is not pinned again', () => {
  expect(given(...team, hello, changed(hello, ada)).when(pin(bob, hello.messageId))).toEqual(nothing)
})

test('PIN-3: what is pinned is unpinned, by whoever may, once', () => {
  expect(given(...team, hello, changed(hello, ada)).when(unpin(cleo, hello.messageId))).toEqual(
    makes(changed(hello, cleo, 'MessageUnpinned')),
  )
  expect(given(...team, hello).when(unpin(cleo, hello.messageId))).toEqual(nothing)
})

test('PIN-4: so many messages are pinned at the most, and unpinning makes room', () => {
  const messages = Array.from({ length: maxPins + 1 }, (_, n) => sent(dan, `m${n}`, n + 1))
  const [last] = messages.slice(-1)
  if (last === undefined) throw new Error('no message')
  const pinned = messages.slice(0, maxPins).map((message) => changed(message, ada))
  const full = [...team, ...messages, ...pinned]
  const again = pin(bob, last.messageId, 'one more')
  expect(given(...full).when(again)).toEqual(rejects({ _tag: 'TooManyPins', most: maxPins }))
  const [first] = messages
  if (first === undefined) throw new Error('no message')
  expect(given(...full, changed(first, ada, 'MessageUnpinned')).when(again)).toMatchObject({
    right: [{ type: 'MessagePinned', messageId: last.messageId }],
  })
  expect(given(...full, deleted(first)).when(again)).toMatchObject({ right: [{ type: 'MessagePinned' }] })
})

test('PIN-5: a deleted message is pinned no more', () => {
  const gone = [...team, hello, changed(hello, ada), deleted(hello)]
  expect(given(...gone).when(unpin(ada, hello.messageId))).toEqual(nothing)
})
