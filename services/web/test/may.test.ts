import { type Command, mainFeed, messageIdOf, type UserId } from '@parley/domain'
import { type ChannelType, channelTypes, type Role, roles } from '@parley/domain/permissions'
import {
  acme,
  ada,
  adasChannel,
  at,
  bob,
  channelName,
  channelState,
  commandId,
  description,
  emptyWorld,
  fold,
  reactionName,
  segment,
  submit,
  text,
} from '@parley/domain/testing'
import { isRight } from 'fp-ts/lib/Either.js'
import { describe, expect, test } from 'vitest'
import { kindWords } from '../src/page/details/words.ts'
import { mayOf } from '../src/page/message/may.ts'

const typeNames = Object.keys(channelTypes) as Array<ChannelType>
const facts = (by: UserId, name: string) => ({
  tenantId: acme,
  channelId: adasChannel,
  by,
  commandId: commandId(name),
  at: at(1),
})
const by = facts(bob, 'do')

/** What somebody sent, as the page has it. */
const shown = (senderId: UserId) => ({
  messageId: messageIdOf(acme, adasChannel, senderId, commandId('said')),
  channelId: adasChannel,
  senderId,
  body: text('said'),
  parentId: null,
  replyCount: 0,
})

/** A channel of a type, Bob in this role, in which he and Ada have said something. */
const worldOf = (channelType: ChannelType, role: Role, archived: boolean) => {
  const world = emptyWorld()
  const joined = { type: 'MemberJoined', segments: { [mainFeed]: segment(0) } } as const
  const sent = (senderId: UserId, place: number) =>
    ({
      type: 'MessageSent',
      ...facts(senderId, 'said'),
      ...shown(senderId),
      feedId: mainFeed,
      segment: segment(place),
    }) as const
  const begun = {
    type: 'ChannelCreated',
    ...facts(ada, 'create'),
    channelType,
    name: channelName('general'),
    description: description(''),
  } as const
  fold(channelState(world, by), [
    begun,
    { ...joined, ...facts(ada, 'create'), userId: ada, role: 'owner' },
    { ...joined, ...facts(bob, 'join'), userId: bob, role },
    sent(ada, 1),
    sent(bob, 2),
    ...(archived ? [{ type: 'ChannelArchived', ...facts(ada, 'archive') } as const] : []),
  ])
  return world
}

describe.each(typeNames)('PAGE-90: in a channel of type %s', (channelType) => {
  test.each(roles)('what the page offers of a message to %s is what the server accepts', (role) => {
    for (const archived of [false, true])
      for (const senderId of [ada, bob]) {
        const message = shown(senderId)
        const { messageId } = message
        const accepts = (command: Command): boolean =>
          isRight(submit(worldOf(channelType, role, archived), command))
        const reply = { messageId: messageIdOf(acme, adasChannel, bob, commandId('do')), parentId: messageId }
        expect(mayOf({ message, role, channelType, archived }, bob)).toEqual({
          react: accepts({ type: 'AddReaction', ...by, messageId, name: reactionName('👍') }),
          reply: accepts({ type: 'SendMessage', ...by, ...reply, feedId: mainFeed, body: text('so') }),
          edit: accepts({ type: 'EditMessage', ...by, messageId, body: text('anew') }),
          pin: accepts({ type: 'PinMessage', ...by, messageId }),
          flag: senderId !== bob && accepts({ type: 'FlagMessage', ...by, messageId, reason: null }),
          remove: accepts({ type: 'DeleteMessage', ...by, messageId }),
        })
      }
  })
})

test('PAGE-90: nobody is offered anything of a message that was deleted, but its thread', () => {
  const place = { role: 'owner', channelType: 'standard', archived: false } as const
  const gone = { ...shown(bob), body: null }
  const none = { react: false, reply: false, edit: false, pin: false, flag: false, remove: false }
  expect(mayOf({ ...place, message: gone }, bob)).toEqual(none)
  expect(mayOf({ ...place, message: { ...gone, replyCount: 1 } }, bob)).toEqual({ ...none, reply: true })
  expect(mayOf({ ...place, message: shown(bob) }, null)).toEqual(none)
})

test('PAGE-91: what kind of channel it is follows from its traits and rules', () => {
  expect(typeNames.map((type) => [type, kindWords(type)])).toEqual([
    ['standard', 'Open to everyone'],
    ['private', 'Private, by invitation'],
    ['conversation', 'For its people alone'],
    ['broadcast', 'Open to everyone, written by moderators and above'],
    ['community', 'Of a community: private, by invitation'],
    ['live', 'Live: open to everyone'],
    ['company', 'Of a company: private, by invitation'],
    ['support', 'Support: private, by invitation'],
  ])
})
