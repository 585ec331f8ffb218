import { type ChannelEvent, type Command, type Mentions, type UserId } from '@parley/domain'
import { ada, bob, cleo, dan, eve, text, userId } from '@parley/domain/testing'
import { describe, expect, test } from 'vitest'
import { facts, messageId } from './facts.ts'
import { given, makes, nothing, rejects } from './given.ts'
import { channelOf, conversation, joined, sent } from './happened.ts'

const team = channelOf('standard', { moderator: cleo, member: dan })
const named = (...userIds: ReadonlyArray<UserId>): Mentions => [{ type: 'user', userIds }]
const channel: Mentions = [{ type: 'channel' }]
const send = (by: UserId, mentions: Mentions): Command => ({
  type: 'SendMessage',
  ...facts(by, 'it'),
  messageId: messageId(by, 'it'),
  feedId: sent(by, 'it', 1).feedId,
  parentId: null,
  body: text('says it'),
  mentions,
})
const edit = (mentions: Mentions, body = text('says it')): Command => ({
  type: 'EditMessage',
  ...facts(dan, 'edit'),
  messageId: messageId(dan, 'it'),
  body,
  mentions,
})
const edited = (mentions: Mentions, newMentions: Mentions): ChannelEvent => ({
  ...sent(dan, 'it', 1),
  ...facts(dan, 'edit'),
  type: 'MessageEdited',
  mentions,
  newMentions,
})

describe('whom a message mentions', () => {
  test('MENTION-1: each member once, and nobody else', () => {
    expect(given(...team).when(send(dan, named(ada, eve, ada, dan)))).toEqual(
      makes({ ...sent(dan, 'it', 1), mentions: named(ada, dan) }),
    )
    expect(given(...team).when(send(dan, named(eve)))).toEqual(makes(sent(dan, 'it', 1)))
    expect(given(...team).when(send(dan, []))).toEqual(makes(sent(dan, 'it', 1)))
  })

  test('MENTION-2: up to 50 people', () => {
    const many = Array.from({ length: 51 }, (_, n) => userId(`p${n}`))
    const all = [...team, ...many.map((one) => joined(one))]
    expect(given(...all).when(send(dan, named(...many.slice(0, 50))))).toMatchObject({ _tag: 'Right' })
    const two: Mentions = [...named(...many.slice(0, 30)), ...named(...many.slice(30))]
    expect(given(...all).when(send(dan, two))).toEqual(rejects({ _tag: 'TooManyMentions', most: 50 }))
  })

  test('MENTION-3: all at once takes a moderator, or a conversation', () => {
    expect(given(...team).when(send(dan, channel))).toEqual(
      rejects({ _tag: 'RoleTooLow', needs: 'moderator' }),
    )
    expect(given(...team).when(send(dan, [{ type: 'here' }]))).toEqual(
      rejects({ _tag: 'RoleTooLow', needs: 'moderator' }),
    )
    expect(given(...team).when(send(cleo, channel))).toEqual(
      makes({ ...sent(cleo, 'it', 1), mentions: channel }),
    )
    expect(given(...conversation).when(send(bob, channel))).toMatchObject({ _tag: 'Right' })
    const was = { ...sent(dan, 'it', 1), mentions: channel }
    expect(given(...team, was).when(edit(channel))).toEqual(nothing)
  })

  test('MENTION-4: an edit adds, and says whom', () => {
    const was = { ...sent(dan, 'it', 1), mentions: named(ada) }
    expect(given(...team, was).when(edit(named(ada)))).toEqual(nothing)
    expect(given(...team, was).when(edit(named(cleo, ada)))).toEqual(
      makes(edited(named(ada, cleo), named(cleo))),
    )
    const anew = { ...was, ...facts(dan, 'edit'), type: 'MessageEdited' as const, body: text('anew') }
    expect(given(...team, was).when(edit([], text('anew')))).toEqual(makes(anew))
  })
})
