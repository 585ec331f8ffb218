import { type Client, type MessageStatus, statusOf } from '@parley/client'
import {
  type ChannelId,
  type ChannelName,
  type Description,
  mainFeed,
  type MessageText,
  type Segment,
  type UserId,
} from '@parley/domain'
import * as E from 'fp-ts/lib/Either.js'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { engineOn, freshEngine, personAt, seen } from './support/engine.ts'

let engine: Awaited<ReturnType<typeof freshEngine>>
beforeAll(async () => {
  engine = await freshEngine()
})
afterAll(() => engine.close())

const accepted = async (answer: ReturnType<Client['command']>) => {
  const outcome = await answer
  if (E.isLeft(outcome)) throw new Error(JSON.stringify(outcome.left))
  return outcome.right
}
const channelOf = async (client: Client, members: ReadonlyArray<string>): Promise<ChannelId> => {
  const { result } = await accepted(
    client.command({
      type: 'CreateChannel',
      channelType: 'private',
      name: 'tea' as ChannelName,
      description: '' as Description,
      members: members as ReadonlyArray<UserId>,
    }),
  )
  if (result.channelId === undefined) throw new Error('no channel')
  await seen(client, (state) => state.conversations.get(result.channelId as ChannelId))
  return result.channelId
}
const said = async (client: Client, channelId: ChannelId, text: string) => {
  const sent = await accepted(client.send({ channelId, body: { kind: 'text', text: text as MessageText } }))
  if (sent.result.messageId === undefined) throw new Error('no message')
  return { ...sent, messageId: sent.result.messageId }
}

describe('receipts', () => {
  it('RECEIPT-3 RECEIPT-5: say who has a message and who has read it, but of whom keeps it to themselves', async () => {
    const [ada, bo, cy, di] = ['ada', 'bo', 'cy', 'di'].map((name) => personAt(engine.url, name))
    if (ada === undefined || bo === undefined || cy === undefined || di === undefined) throw new Error('who?')
    const channelId = await channelOf(ada, ['bo', 'cy', 'di'])
    const one = await said(ada, channelId, 'one')
    const two = await said(ada, channelId, 'two')
    const feedId = mainFeed
    const segment = 1 as Segment
    for (const person of [bo, cy, di])
      await seen(person, (state) => state.conversations.get(channelId)?.channel.lastSegment === 2)
    // What follows shows what came before it: positions only grow.
    await accepted(bo.command({ type: 'MarkDelivered', channelId, feedId, segment: 2 as Segment }))
    await accepted(bo.command({ type: 'MarkRead', channelId, feedId, segment }))
    await accepted(di.command({ type: 'MarkRead', channelId, feedId, segment: 2 as Segment }))
    const last = await accepted(di.command({ type: 'KeepReceipts', channelId, kept: true }))
    const receiptsOf = async (messageId: typeof one.messageId, position = last.position) => {
      const answer = await ada.query({ type: 'receipts', channelId, messageId, atLeast: position })
      if (E.isLeft(answer)) throw new Error(JSON.stringify(answer.left))
      return answer.right.value.receipts.map(({ userId, deliveredAt, readAt }) => [
        userId,
        deliveredAt !== null,
        readAt !== null,
      ])
    }
    expect(await receiptsOf(one.messageId)).toEqual([
      ['bo', true, true],
      ['cy', false, false],
    ])
    expect(await receiptsOf(two.messageId)).toEqual([
      ['bo', true, false],
      ['cy', false, false],
    ])
    const again = await accepted(di.command({ type: 'KeepReceipts', channelId, kept: false }))
    expect((await receiptsOf(two.messageId, again.position)).at(-1)).toEqual(['di', true, true])
    const stranger = personAt(engine.url, 'eve')
    await seen(stranger, (state) => state.status === 'online')
    expect(await stranger.query({ type: 'receipts', channelId, messageId: one.messageId })).toMatchObject({
      left: { rejection: { _tag: 'ChannelNotFound' } },
    })
    expect(await ada.query({ type: 'receipts', channelId, messageId: channelId as never })).toMatchObject({
      left: { rejection: { _tag: 'MessageNotFound' } },
    })
    for (const person of [ada, bo, cy, di, stranger]) person.close()
  })

  it('RECEIPT-4: there are none in a channel of more than 100', async () => {
    const ada = personAt(engine.url, 'ada')
    await seen(ada, (state) => state.status === 'online')
    const channelId = await channelOf(
      ada,
      Array.from({ length: 100 }, (_, n) => `p${n}`),
    )
    const { messageId, position } = await said(ada, channelId, 'all of you')
    expect(await ada.query({ type: 'receipts', channelId, messageId, atLeast: position })).toMatchObject({
      left: { rejection: { _tag: 'NotForSoMany', most: 100 } },
    })
    ada.close()
  })

  /** Resolves once a message of a channel that is open has come so far. */
  const reaches = (client: Client, channelId: ChannelId, messageId: string, status: MessageStatus) =>
    seen(client, (state) => {
      const messages = state.timelines.get(channelId)?.messages ?? []
      return messages.some((one) => one.messageId === messageId && statusOf(state, one) === status)
    })

  it('RECEIPT-6 RECEIPT-7 RECEIPT-10: who sent a message sees how far it has come, over gateways, as it changes', async () => {
    const elsewhere = await engineOn(engine.databaseUrl, { mostForReceipts: 4 })
    const ada = personAt(engine.url, 'ada')
    const [bo, cy, di] = ['bo', 'cy', 'di'].map((name) => personAt(elsewhere.url, name))
    if (bo === undefined || cy === undefined || di === undefined) throw new Error('who?')
    const channelId = await channelOf(ada, ['bo', 'cy', 'di'])
    await ada.open(channelId)
    const one = await said(ada, channelId, 'one')
    for (const person of [bo, cy, di])
      await seen(person, (state) => state.conversations.get(channelId)?.channel.lastSegment === 1)
    // Who keeps it to themselves is not waited for.
    await accepted(di.command({ type: 'KeepReceipts', channelId, kept: true }))
    const mark = { channelId, feedId: mainFeed, segment: 1 as Segment }
    for (const person of [bo, cy]) await accepted(person.command({ type: 'MarkDelivered', ...mark }))
    await reaches(ada, channelId, one.messageId, 'delivered')
    for (const person of [bo, cy]) person.markRead(channelId)
    await reaches(ada, channelId, one.messageId, 'read')
    const two = await said(ada, channelId, 'two')
    await seen(bo, (state) => state.conversations.get(channelId)?.channel.lastSegment === 2)
    bo.markRead(channelId)
    await accepted(cy.command({ type: 'LeaveChannel', channelId }))
    await reaches(ada, channelId, two.messageId, 'read')
    const told = ada.state().timelines.get(channelId)?.receipts
    expect([...(told?.keys() ?? [])]).toEqual(['ada', 'bo'])
    // Whoever comes later, by another gateway, sees the same.
    const later = personAt(elsewhere.url, 'ada')
    await seen(later, (state) => state.conversations.get(channelId))
    await later.open(channelId)
    await reaches(later, channelId, two.messageId, 'read')
    expect(later.state().timelines.get(channelId)?.receipts).toEqual(told)
    // RECEIPT-8: with five members there is nothing there any more; where it is so little is a setting.
    const add = (userId: string) => ({ type: 'AddMember', channelId, userId: userId as UserId }) as const
    await accepted(later.command(add('p1')))
    const last = await accepted(later.command(add('p2')))
    await seen(later, (state) => state.timelines.get(channelId)?.receipts.size === 0)
    expect(
      await later.query({ type: 'receipts', channelId, messageId: two.messageId, atLeast: last.position }),
    ).toMatchObject({ left: { rejection: { _tag: 'NotForSoMany', most: 4 } } })
    for (const person of [ada, bo, cy, di, later]) person.close()
    await elsewhere.close()
  })
})
