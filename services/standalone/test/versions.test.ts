import type { Client } from '@parley/client'
import type { ChannelId, ChannelName, Description, MessageId, MessageText, UserId } from '@parley/domain'
import * as E from 'fp-ts/lib/Either.js'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { freshEngine, personAt, seen } from './support/engine.ts'

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
const body = (text: string) => ({ kind: 'text', text: text as MessageText }) as const

it('VERSION-1 VERSION-2 VERSION-3: says what a message said before, to who may read it, and nothing of a deleted one', async () => {
  const [ada, bo, eve] = [
    personAt(engine.url, 'ada'),
    personAt(engine.url, 'bo'),
    personAt(engine.url, 'eve'),
  ]
  const made = await accepted(
    ada.command({
      type: 'CreateChannel',
      channelType: 'private',
      name: 'tea' as ChannelName,
      description: '' as Description,
      members: ['bo' as UserId],
    }),
  )
  const channelId = made.result.channelId as ChannelId
  const said = async (text: string): Promise<MessageId> => {
    const { result } = await accepted(ada.send({ channelId, body: body(text) }))
    return result.messageId as MessageId
  }
  await seen(bo, (state) => state.conversations.get(channelId))
  const other = await said('never changed')
  const messageId = await said('one')
  await accepted(ada.command({ type: 'EditMessage', channelId, messageId, body: body('two') }))
  const edited = await accepted(
    ada.command({ type: 'EditMessage', channelId, messageId, body: body('three') }),
  )
  const versionsOf = async (person: Client, of: MessageId, atLeast: number) => {
    const answer = await person.query({
      type: 'versions',
      channelId,
      messageId: of,
      atLeast: atLeast as never,
    })
    return E.isLeft(answer)
      ? answer.left
      : answer.right.value.versions.map((one) => ('text' in one.body ? one.body.text : ''))
  }
  expect(await versionsOf(bo, messageId, edited.position)).toEqual(['two', 'one'])
  expect(await versionsOf(bo, other, edited.position)).toEqual([])
  await seen(eve, ({ status }) => status === 'online')
  expect(await versionsOf(eve, messageId, edited.position)).toMatchObject({
    rejection: { _tag: 'ChannelNotFound' },
  })
  expect(await versionsOf(bo, channelId as never, edited.position)).toMatchObject({
    rejection: { _tag: 'MessageNotFound' },
  })
  const deleted = await accepted(ada.command({ type: 'DeleteMessage', channelId, messageId }))
  expect(await versionsOf(bo, messageId, deleted.position)).toEqual([])
  // VERSION-3
  const much = await said('0')
  let last = deleted
  for (let n = 1; n <= 32; n += 1)
    last = await accepted(
      ada.command({ type: 'EditMessage', channelId, messageId: much, body: body(`${n}`) }),
    )
  const answer = await bo.query({ type: 'versions', channelId, messageId: much, atLeast: last.position })
  expect(answer).toMatchObject({ right: { value: { more: true, versions: { length: 30 } } } })
  for (const person of [ada, bo, eve]) person.close()
})
