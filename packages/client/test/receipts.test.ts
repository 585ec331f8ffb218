import { mainFeed, type MessageId, type UserId } from '@parley/domain'
import { ada, adasChannel, bob, cleo, segment, text } from '@parley/domain/testing'
import type { MemberReceipts } from '@parley/contract'
import type { ServerFrame } from '@parley/protocol'
import * as fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { emptyTimeline } from '../src/state/timeline.ts'
import { isDelivered, isSent, statusFrom, statusOf } from '../src/state/message-status.ts'
import type { Receipts } from '../src/state/receipts.ts'
import { turn } from './support/fake-socket.ts'
import { asked, showTea, started, withTea } from './support/let-in.ts'
import { welcome } from './support/frames.ts'
import {
  asShown,
  conversationOf,
  facts,
  own,
  position,
  revision,
  sent,
  sentEvent,
  update,
} from './support/tea.ts'

const thread = '00000000-0000-4000-8000-00000000000e' as MessageId
const mine = (n: number, parentId: MessageId | null = null) =>
  asShown({ ...sentEvent(n), by: ada, senderId: ada, parentId }, n)

const reader = (
  userId: UserId,
  readTo: number,
  {
    part = 'all',
    delivered = 0,
    joined = 0,
  }: { part?: 'all' | 'top' | 'thread'; delivered?: number; joined?: number } = {},
): MemberReceipts => ({
  userId,
  joinedSegments: { [mainFeed]: segment(joined) },
  delivered: { [mainFeed]: segment(delivered) },
  read: [{ feedId: mainFeed, part, parentId: part === 'thread' ? thread : null, readTo: segment(readTo) }],
})

const stateOf = (...members: ReadonlyArray<MemberReceipts>) => {
  const receipts: Receipts = new Map(members.map((one) => [one.userId, one]))
  return { timelines: new Map([[adasChannel, { ...emptyTimeline, receipts }]]) }
}

describe('RECEIPT-11: how far a message has come', () => {
  it('is what the last of the others has: of all who were there, and without who sent it', () => {
    const message = mine(5)
    expect(statusOf({ timelines: new Map() }, message)).toBe('sent')
    expect(statusOf(stateOf(reader(ada, 9)), message)).toBe('sent')
    expect(statusOf(stateOf(reader(bob, 4)), message)).toBe('sent')
    expect(statusOf(stateOf(reader(bob, 4, { delivered: 5 })), message)).toBe('delivered')
    expect(statusOf(stateOf(reader(bob, 5)), message)).toBe('read')
    expect(statusOf(stateOf(reader(bob, 5), reader(cleo, 4)), message)).toBe('sent')
    expect(statusOf(stateOf(reader(bob, 5), reader(cleo, 4, { delivered: 9 })), message)).toBe('delivered')
    expect(statusOf(stateOf(reader(cleo, 4, { delivered: 9 }), reader(bob, 5)), message)).toBe('delivered')
    expect(statusOf(stateOf(reader(bob, 5), reader(cleo, 0, { joined: 5 })), message)).toBe('read')
  })

  it('counts for a reply the mark of its thread, and what stands at the top has come with the replies', () => {
    const reply = mine(5, thread)
    expect(statusOf(stateOf(reader(bob, 5, { part: 'top' })), reply)).toBe('delivered')
    expect(statusOf(stateOf(reader(bob, 5, { part: 'thread' })), reply)).toBe('read')
    expect(statusOf(stateOf(reader(bob, 5, { part: 'thread' })), mine(5))).toBe('sent')
    expect(statusOf(stateOf(reader(bob, 5)), reply)).toBe('read')
  })

  it('never goes back when somebody reads on', () => {
    const order = ['sent', 'delivered', 'read']
    const mark = fc.record({ readTo: fc.nat(9), delivered: fc.nat(9) })
    fc.assert(
      fc.property(mark, mark, mark, (one, other, further) => {
        const rank = (to: { readTo: number; delivered: number }) =>
          order.indexOf(statusOf(stateOf(reader(bob, one.readTo, one), reader(cleo, to.readTo, to)), mine(5)))
        const on = {
          readTo: Math.max(other.readTo, further.readTo),
          delivered: Math.max(other.delivered, further.delivered),
        }
        expect(rank(on)).toBeGreaterThanOrEqual(rank(other))
      }),
    )
  })

  it('is of a pending message what became of sending it', async () => {
    const { client, server } = await withTea(0)
    void client.send({ channelId: adasChannel, body: text('hello') })
    const status = () => client.state().pending.map((one) => statusOf(client.state(), one))
    await turn()
    expect(status()).toEqual(['sending'])
    server.say({ type: 'rejected', id: asked(server, 'command'), rejection: { _tag: 'NotAMember' } })
    await turn()
    expect(status()).toEqual(['failed'])
  })

  it('is read from a text, and what is not known is being sent', () => {
    const texts = ['sending', 'sent', 'delivered', 'read', 'failed', 'seen', '']
    expect(texts.map(statusFrom)).toEqual([
      'sending',
      'sent',
      'delivered',
      'read',
      'failed',
      'sending',
      'sending',
    ])
    expect(texts.slice(0, 5).map((one) => isSent(statusFrom(one)))).toEqual([false, true, true, true, false])
    expect(texts.slice(0, 5).map((one) => isDelivered(statusFrom(one)))).toEqual([
      false,
      false,
      true,
      true,
      false,
    ])
  })
})

describe('RECEIPT-6: what members have read', () => {
  const told = (members: ReadonlyArray<MemberReceipts>, rest: object = {}): ServerFrame => ({
    type: 'receipts',
    channelId: adasChannel,
    position: position(9),
    whole: false,
    members: [...members],
    gone: [],
    ...rest,
  })

  it('is asked for of channels that are open, and is what was told of each last', async () => {
    const { client, server } = await withTea(2)
    server.say(told([reader(bob, 2)], { whole: true }))
    expect(client.state().timelines.size).toBe(0)
    void client.open(adasChannel)
    await turn()
    expect(server.heard.at(-1)).toMatchObject({ type: 'subscribe', channels: [{ receipts: true }] })
    const people = () => [...(client.state().timelines.get(adasChannel)?.receipts.keys() ?? [])]
    server.say(told([reader(bob, 1), reader(cleo, 1)], { whole: true }))
    expect(people()).toEqual([bob, cleo])
    server.say(told([], { gone: [bob] }))
    expect(people()).toEqual([cleo])
    server.say(told([reader(bob, 2)], { whole: true }))
    expect(people()).toEqual([bob])
    client.shut(adasChannel)
    expect(people()).toEqual([])
  })

  it('RECEIPT-7: goes with membership', async () => {
    const { client, server } = await withTea(1)
    void client.open(adasChannel)
    await turn()
    server.say({
      type: 'subscribed',
      id: asked(server, 'subscribe'),
      channels: [
        {
          _tag: 'snapshot',
          channelId: adasChannel,
          revision: revision(2),
          conversation: conversationOf(1),
          messages: [],
          more: false,
          online: [],
        },
      ],
    })
    await turn()
    server.say(told([reader(bob, 1)], { whole: true }))
    const left = update(3, { type: 'MemberLeft', ...facts(3), by: bob, userId: bob, role: 'member' })
    server.say({ type: 'updates', updates: [left] })
    expect(client.state().timelines.get(adasChannel)).toMatchObject({ loaded: true, receipts: new Map() })
  })
})

describe('RECEIPT-12: what has come to this device', () => {
  const open = async (messages: number, options: { readonly marksDelivered?: boolean } = {}) => {
    const parts = started({ marksDelivered: true, ...options })
    const server = await parts.reach(0)
    server.say(welcome)
    await turn()
    await showTea(server, messages)
    const marks = () =>
      server.heard.flatMap((frame) =>
        frame.type === 'command' && frame.command.type === 'MarkDelivered' ? [frame.command.segment] : [],
      )
    const accept = () =>
      server.say({
        type: 'accepted',
        id: asked(server, 'command'),
        revision: revision(1),
        position: position(20),
        result: {},
      })
    return { ...parts, server, marks, accept }
  }

  it('is said by itself, gathered, and one mark at a time', async () => {
    const { server, clock, marks, accept } = await open(0)
    for (const n of [1, 2, 3]) server.say({ type: 'updates', updates: [sent(n)] })
    await clock.advance(999)
    expect(marks()).toEqual([])
    await clock.advance(1)
    expect(marks()).toEqual([3])
    for (const n of [4, 5]) server.say({ type: 'updates', updates: [sent(n)] })
    await clock.advance(5_000)
    expect(marks()).toEqual([3])
    accept()
    await clock.advance(1_000)
    expect(marks()).toEqual([3, 5])
    accept()
    await clock.advance(60_000)
    expect(marks()).toEqual([3, 5])
  })

  it('is said of what is unread when the list comes', async () => {
    const { clock, marks } = await open(2)
    await clock.advance(1_000)
    expect(marks()).toEqual([2])
  })

  it('is not said of one’s own, of what was read meanwhile, nor where the program does not want it', async () => {
    const { server, clock, marks } = await open(0)
    server.say({ type: 'updates', updates: [update(2, { ...sentEvent(1), by: ada, senderId: ada })] })
    await clock.advance(60_000)
    server.say({ type: 'updates', updates: [sent(2)] })
    const mark = own(4, {
      type: 'ReadMarked',
      ...facts(4),
      userId: ada,
      feedId: mainFeed,
      segment: segment(2),
    })
    server.say({ type: 'updates', updates: [mark] })
    await clock.advance(60_000)
    expect(marks()).toEqual([])
    const off = await open(0, { marksDelivered: false })
    off.server.say({ type: 'updates', updates: [sent(1)] })
    await off.clock.advance(60_000)
    expect(off.marks()).toEqual([])
  })
})
