import { adasChannel } from '@parley/domain/testing'
import { expect, it } from 'vitest'
import { turn } from './support/fake-socket.ts'
import { welcome } from './support/frames.ts'
import { asked, listTea, withTea } from './support/let-in.ts'
import { asShown, conversationOf, position, revision, sentEvent } from './support/tea.ts'

const { asOf: _asOf, ...parent } = asShown(sentEvent(1), 2)

it('SDK-81: a thread of whose message the log knows nothing any more is not opened again', async () => {
  const { client, clock, reach, server } = await withTea(1)
  const begins = (to: typeof server, messages: number): void =>
    to.say({
      type: 'subscribed',
      id: asked(to, 'subscribe'),
      channels: [
        {
          _tag: 'snapshot',
          channelId: adasChannel,
          revision: revision(1 + messages),
          conversation: conversationOf(messages),
          messages: messages === 0 ? [] : [parent],
          more: false,
          online: [],
        },
      ],
    })
  void client.open(adasChannel)
  await turn()
  begins(server, 1)
  await turn()
  void client.openThread(adasChannel, parent.messageId)
  server.say({
    type: 'result',
    id: asked(server, 'thread'),
    position: position(2),
    result: { type: 'thread', parent, replies: [], more: false },
  })
  await turn()
  expect([...(client.state().timelines.get(adasChannel)?.threads.keys() ?? [])]).toEqual([parent.messageId])

  server.drop()
  await clock.advance(100)
  const next = await reach(1)
  next.say({ ...welcome, known: false })
  await turn()
  await listTea(next, 0)
  begins(next, 0)
  await turn()
  expect(client.state().timelines.get(adasChannel)?.reopening).toEqual(new Set([parent.messageId]))
  const { messageId } = parent
  next.say({ type: 'rejected', id: asked(next, 'thread'), rejection: { _tag: 'MessageNotFound', messageId } })
  await turn()
  expect(client.state().timelines.get(adasChannel)?.reopening).toEqual(new Set())
})
