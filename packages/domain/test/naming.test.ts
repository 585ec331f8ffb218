import {
  certain,
  ChannelId,
  channelIdOf,
  conversationIdOf,
  type DomainEvent,
  eventIdOf,
  MessageId,
  messageIdOf,
  streamOf,
} from '@parley/domain'
import {
  acme,
  ada,
  adasChannel,
  arbitraryCommandId,
  arbitraryCommands,
  arbitraryUserId,
  bob,
  commandId,
  reactionName,
  tenantId,
  userId,
  worldAfter,
} from '@parley/domain/testing'
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { facts, messageId } from './facts.ts'
import { joined, sent } from './happened.ts'

describe('NAME-1: ids derive', () => {
  test('NAME-1: the same command gives the same ids for ever', () => {
    // Written down: were one of these to change, what is in the log would no longer be found.
    expect(channelIdOf(acme, ada, commandId('c'))).toBe('6fe97293-3c81-53bb-a70a-82802cad1ea8')
    expect(conversationIdOf(acme, ada, bob)).toBe('d5518b3e-ebd7-5398-b86e-0c4ee44caeb3')
    expect(messageIdOf(acme, adasChannel, ada, commandId('c'))).toBe('97aed69d-dd60-5e87-8041-8e6e133ab008')
    expect(eventIdOf('channel-acme.x', joined(ada), 1)).toBe('ed5e45f9-872a-5e15-898e-3752c824e01e')
    expect(eventIdOf('channel-acme.x', sent(ada, 'hello', 1), 0)).toBe(messageId(ada, 'hello'))
  })

  test('NAME-1: they are ids by the codecs, for all names there are', () => {
    fc.assert(
      fc.property(arbitraryUserId, arbitraryUserId, arbitraryCommandId, (one, other, name) => {
        expect(ChannelId.is(channelIdOf(acme, one, name))).toBe(true)
        expect(MessageId.is(messageIdOf(acme, adasChannel, one, name))).toBe(true)
        expect(conversationIdOf(acme, one, other)).toBe(conversationIdOf(acme, other, one))
      }),
    )
  })

  test('NAME-1: names whose characters run together give different ids', () => {
    expect(conversationIdOf(acme, userId('a"'), userId('b'))).not.toBe(
      conversationIdOf(acme, userId('a'), userId('"b')),
    )
    expect(channelIdOf(tenantId('a'), userId('bc'), commandId('d'))).not.toBe(
      channelIdOf(tenantId('a'), userId('b'), commandId('cd')),
    )
  })
})

describe('NAME-2: events have ids of their own', () => {
  test('NAME-2: no two events of any history share an id', () => {
    fc.assert(
      fc.property(arbitraryCommands({ channels: 2, maxLength: 80 }), (commands) => {
        const places = new Map<string, number>()
        const ids = worldAfter(commands).events.map((event) => {
          const by = 'by' in event ? event.by : event.userId
          const command = JSON.stringify([streamOf(event), by, event.commandId])
          const index =
            event.type === 'MessageSent' || event.type === 'ReadMarked' ? 0 : (places.get(command) ?? 0)
          if (event.type !== 'MessageSent' && event.type !== 'ReadMarked') places.set(command, index + 1)
          return eventIdOf(streamOf(event), event, index)
        })
        expect(new Set(ids).size).toBe(ids.length)
      }),
    )
  })

  test('NAME-2: a name used for a message and for something else gives two', () => {
    const message = sent(ada, 'twice', 1)
    const { body: _, ...rest } = message
    const reaction = { ...rest, type: 'ReactionAdded', name: reactionName('👍') } as const
    expect(eventIdOf('s', message, 0)).not.toBe(eventIdOf('s', reaction, 0))
  })

  test('NAME-2: a name used for reading twice gives two, the same reading one', () => {
    const { by: _, ...rest } = facts(ada, 'read')
    const read = (segment: number): DomainEvent => ({
      ...rest,
      type: 'ReadMarked',
      userId: ada,
      feedId: sent(ada, 'x', 1).feedId,
      segment: sent(ada, 'x', segment).segment,
    })
    expect(eventIdOf('s', read(1), 0)).not.toBe(eventIdOf('s', read(2), 0))
    expect(eventIdOf('s', read(1), 0)).toBe(eventIdOf('s', { ...read(1), commandId: commandId('other') }, 0))
  })
})

test('what is certain is checked all the same', () => {
  expect(certain(MessageId, messageId(ada, 'x'))).toBe(messageId(ada, 'x'))
  expect(() => certain(MessageId, 'x')).toThrow('"x" is no MessageId')
})
