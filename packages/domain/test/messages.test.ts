import {
  type Command,
  type ChannelEvent,
  type FeedId,
  mainFeed,
  type MessageId,
  messageKey,
  type UserId,
} from '@parley/domain'
import { ada, bob, cleo, dan, eve, feedId, stateAfter, noMessage, text } from '@parley/domain/testing'
import { describe, expect, test } from 'vitest'
import { facts, messageId } from './facts.ts'
import { given, makes, nothing, rejects } from './given.ts'
import { archived, channelOf, conversation, deleted, feedCreated, left, sent } from './happened.ts'

const send = (
  by: UserId,
  name: string,
  parentId: MessageId | null = null,
  feed: FeedId = mainFeed,
): Command => ({
  type: 'SendMessage',
  ...facts(by, name),
  messageId: messageId(by, name),
  feedId: feed,
  parentId,
  body: text(`says ${name}`),
})
const edit = (by: UserId, message: MessageId, what = 'better'): Command => ({
  type: 'EditMessage',
  ...facts(by, 'edit'),
  messageId: message,
  body: text(what),
})
const remove = (by: UserId, message: MessageId): Command => ({
  type: 'DeleteMessage',
  ...facts(by, 'delete'),
  messageId: message,
})

const others = { admin: bob, moderator: cleo, member: dan } as const
const team = channelOf('standard', others)
const hello = sent(dan, 'hello', 1)
const reply = sent(ada, 'reply', 2, hello.messageId)
const edited = (message: typeof hello, what = 'better'): ChannelEvent => ({
  ...message,
  ...facts(message.by, 'edit'),
  type: 'MessageEdited',
  body: text(what),
})
const isDeleted = (id: MessageId) => rejects({ _tag: 'MessageIsDeleted', messageId: id })
const notFound = (id: MessageId) => rejects({ _tag: 'MessageNotFound', messageId: id })
const notTheSender = (id: MessageId) => rejects({ _tag: 'NotTheSender', messageId: id })
const tooLow = rejects({ _tag: 'RoleTooLow', needs: 'moderator' })

describe('sending', () => {
  test('MSG-1: a member sends to a feed that is there', () => {
    expect(given(...team).when(send(dan, 'hello'))).toEqual(makes(hello))
    expect(given(...conversation).when(send(bob, 'hello'))).toEqual(makes(sent(bob, 'hello', 1)))
    for (const name of ['side', 'constructor']) {
      const none = feedId(name)
      expect(given(...team).when(send(dan, 'hello', null, none))).toEqual(
        rejects({ _tag: 'FeedNotFound', feedId: none }),
      )
    }
  })

  test('MSG-2: a message takes the next segment of its feed, whatever else happened', () => {
    const side = feedId('side')
    const before = [...team, hello, edited(hello), deleted(hello), left(cleo, 'moderator'), reply]
    expect(given(...before).when(send(ada, 'third'))).toEqual(makes(sent(ada, 'third', 3)))
    const beside = [...before, feedCreated(side), sent(ada, 'aside', 1, null, side)]
    expect(given(...beside).when(send(ada, 'next', null, side))).toEqual(
      makes(sent(ada, 'next', 2, null, side)),
    )
    expect(given(...beside).when(send(ada, 'third'))).toEqual(makes(sent(ada, 'third', 3)))
  })

  test('MSG-3: a broadcast channel is written by moderators and above', () => {
    const channel = channelOf('broadcast', others)
    for (const by of [ada, bob, cleo]) {
      expect(given(...channel).when(send(by, 'news'))).toEqual(makes(sent(by, 'news', 1)))
    }
    const news = sent(ada, 'news', 1)
    expect(given(...channel).when(send(dan, 'news'))).toEqual(tooLow)
    expect(given(...channel, news).when(send(dan, 'reply', news.messageId))).toEqual(tooLow)
  })

  test('MSG-4: a reply answers a message of its feed that is no reply and stands', () => {
    const answer = (parentId: MessageId, feed?: FeedId) => send(ada, 'reply', parentId, feed)
    const side = feedId('side')
    expect(given(...team, hello).when(answer(hello.messageId))).toEqual(makes(reply))
    expect(given(...team, hello).when(answer(noMessage))).toEqual(notFound(noMessage))
    expect(given(...team).when(answer(messageId(ada, 'reply')))).toEqual(notFound(messageId(ada, 'reply')))
    expect(
      given(...team, hello, feedCreated(side), sent(ada, 'aside', 1, null, side)).when(
        answer(hello.messageId, side),
      ),
    ).toEqual(notFound(hello.messageId))
    expect(given(...team, hello, reply).when(send(dan, 'nested', reply.messageId))).toEqual(
      rejects({ _tag: 'RepliesDoNotNest', parentId: reply.messageId }),
    )
    expect(given(...team, hello, deleted(hello)).when(answer(hello.messageId))).toEqual(
      isDeleted(hello.messageId),
    )
  })

  test('MSG-5: the same message again does nothing, whatever happened since', () => {
    const again = send(dan, 'hello')
    expect(given(...team, hello).when(again)).toEqual(nothing)
    expect(given(...team, hello, deleted(hello)).when(again)).toEqual(nothing)
    expect(given(...team, hello, left(dan)).when(again)).toEqual(nothing)
    expect(given(...team, hello, archived).when(again)).toEqual(nothing)
    expect(messageId(dan, 'hello')).not.toBe(messageId(ada, 'hello'))
    expect(given(...team, hello).when(send(ada, 'hello'))).toEqual(makes(sent(ada, 'hello', 2)))
  })
})

describe('editing and deleting', () => {
  test('MSG-6: a sender edits their own message, nobody else, and not a deleted one', () => {
    expect(given(...team, hello).when(edit(dan, hello.messageId))).toEqual(makes(edited(hello)))
    expect(given(...channelOf('broadcast', others), hello).when(edit(dan, hello.messageId))).toEqual(
      makes(edited(hello)),
    )
    for (const by of [ada, bob, cleo]) {
      expect(given(...team, hello).when(edit(by, hello.messageId))).toEqual(notTheSender(hello.messageId))
    }
    expect(given(...team, hello, deleted(hello)).when(edit(dan, hello.messageId))).toEqual(
      isDeleted(hello.messageId),
    )
  })

  test('MSG-6: the same body is nothing to do, the same text as another kind is not', () => {
    expect(given(...team, hello).when(edit(dan, hello.messageId, 'says hello'))).toEqual(nothing)
    const action = { ...text('says hello'), kind: 'action' } as const
    expect(
      given(...team, hello).when({
        ...facts(dan, 'edit'),
        type: 'EditMessage',
        messageId: hello.messageId,
        body: action,
      }),
    ).toEqual(makes({ ...hello, ...facts(dan, 'edit'), type: 'MessageEdited', body: action }))
    const twice = [...team, hello, { ...edited(hello), ...facts(dan, 'first edit') }]
    expect(given(...twice).when(edit(dan, hello.messageId))).toEqual(nothing)
  })

  test('MSG-7: a sender and a moderator or above delete', () => {
    for (const by of [ada, bob, cleo, dan]) {
      expect(given(...team, hello).when(remove(by, hello.messageId))).toEqual(makes(deleted(hello, by)))
    }
    const adas = sent(ada, 'hers', 1)
    expect(given(...team, adas).when(remove(cleo, adas.messageId))).toEqual(makes(deleted(adas, cleo)))
    expect(given(...team, adas).when(remove(dan, adas.messageId))).toEqual(tooLow)
    expect(given(...conversation, adas).when(remove(bob, adas.messageId))).toEqual(
      notTheSender(adas.messageId),
    )
    expect(given(...conversation, adas).when(remove(ada, adas.messageId))).toEqual(makes(deleted(adas)))
  })

  test('MSG-8: deleting what is deleted is nothing to do', () => {
    expect(given(...team, hello, deleted(hello)).when(remove(ada, hello.messageId))).toEqual(nothing)
  })

  test('MSG-9: a deleted message keeps its id and segment and gives up its body; its replies stay', () => {
    const state = stateAfter([...team, hello, reply, deleted(hello)])
    expect(state.get(messageKey(hello.messageId).text)).toMatchObject({
      segment: 1,
      body: null,
      deleted: true,
    })
    expect(state.get(messageKey(reply.messageId).text)).toMatchObject({ body: reply.body, deleted: false })
    expect(given(...team, hello, reply, deleted(hello)).when(edit(ada, reply.messageId))).toEqual(
      makes(edited(reply)),
    )
  })

  test('MSG-10: a message that never was cannot be edited or deleted', () => {
    expect(given(...team).when(edit(dan, noMessage))).toEqual(notFound(noMessage))
    expect(given(...team).when(remove(dan, noMessage))).toEqual(notFound(noMessage))
    expect(given(...team).when(edit(eve, noMessage))).toEqual(rejects({ _tag: 'NotAMember' }))
  })

  test('MSG-11: what happens to a reply says its sender, feed, segment and parent', () => {
    const { senderId, feedId: feed, segment, parentId } = reply
    const outcome = given(...team, hello, reply).when(remove(cleo, reply.messageId))
    expect(outcome).toMatchObject({ right: [{ by: cleo, senderId, feedId: feed, segment, parentId }] })
  })
})
