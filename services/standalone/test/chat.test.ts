import type { Client } from '@parley/client'
import type { ChannelId, MessageText, UserId, ChannelName, Description } from '@parley/domain'
import * as E from 'fp-ts/lib/Either.js'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { freshEngine, personAt, seen } from './support/engine.ts'

let engine: Awaited<ReturnType<typeof freshEngine>>
beforeAll(async () => {
  engine = await freshEngine()
})
afterAll(() => engine.close())

const text = (words: string) => ({ kind: 'text' as const, text: words as MessageText })

const channelFor = async (client: Client, members: ReadonlyArray<string>): Promise<ChannelId> => {
  const created = await client.command({
    type: 'CreateChannel',
    channelType: 'private',
    name: 'tea' as ChannelName,
    description: '' as Description,
    members: members as ReadonlyArray<UserId>,
  })
  if (E.isLeft(created) || created.right.result.channelId === undefined) throw new Error('not created')
  return created.right.result.channelId
}

describe('two people', () => {
  it('chat: a message comes to both, with unread count and preview', async () => {
    const [ada, bo] = [personAt(engine.url, 'ada'), personAt(engine.url, 'bo')]
    await seen(bo, (s) => s.status === 'online')
    const channelId = await channelFor(ada, ['bo'])
    await seen(bo, (s) => s.conversations.get(channelId))
    await seen(ada, (s) => s.conversations.get(channelId))
    await ada.open(channelId)
    const sent = await ada.send({ channelId, body: text('hello') })
    expect(sent).toMatchObject({ _tag: 'Right', right: { result: { segment: 1 } } })
    const line = await seen(bo, ({ conversations }) => {
      const found = conversations.get(channelId)
      return found?.lastMessage == null ? undefined : found
    })
    expect(line?.unread).toBe(1)
    expect(line?.lastMessage?.body?.text).toBe('hello')
    await seen(ada, (s) => s.timelines.get(channelId)?.messages.length === 1 && s.pending.length === 0)
    bo.markRead(channelId)
    await seen(bo, (s) => s.conversations.get(channelId)?.unread === 0)
    ada.close()
    bo.close()
  })

  it('PIN-7: are told what is pinned and unpinned, and of what is deleted', async () => {
    const [ada, bo] = [personAt(engine.url, 'ada'), personAt(engine.url, 'bo')]
    await seen(bo, (s) => s.status === 'online')
    const channelId = await channelFor(ada, ['bo'])
    await seen(bo, (s) => s.conversations.get(channelId))
    const sent = await ada.send({ channelId, body: text('mind this') })
    if (E.isLeft(sent) || sent.right.result.messageId === undefined) throw new Error('not sent')
    const { messageId } = sent.right.result
    const pinned = async () => {
      const answer = await bo.query({ type: 'pinned', channelId, atLeast: latest })
      if (E.isLeft(answer)) throw new Error(answer.left._tag)
      return answer.right.value.pins.map(({ message, pinnedBy }) => [message.messageId, pinnedBy])
    }
    let latest = sent.right.position
    for (const [type, comesTo] of [
      ['PinMessage', [[messageId, 'ada']]],
      ['UnpinMessage', []],
      ['PinMessage', [[messageId, 'ada']]],
      ['DeleteMessage', []],
    ] as const) {
      const told = new Promise((resolve) => {
        const leave = bo.on('changed', ({ channelId: where, changes }) => {
          if (changes?.some(({ row }) => row === 'pin') !== true) return
          leave()
          resolve(where)
        })
      })
      const answer = await ada.command({ type, channelId, messageId })
      if (E.isLeft(answer)) throw new Error(answer.left._tag)
      latest = answer.right.position
      expect(await told).toBe(channelId)
      expect(await pinned()).toEqual(comesTo)
    }
    ada.close()
    bo.close()
  })
})
