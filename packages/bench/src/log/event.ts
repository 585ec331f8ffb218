import { randomUUID } from 'node:crypto'
import { type NewEvent, toNewEvent } from '@parley/event-store'
import { ChannelId, MessageSent } from '@parley/domain'
import * as E from 'fp-ts/lib/Either.js'

const sent = MessageSent.codec.decode({
  type: 'MessageSent',
  tenantId: 'default',
  channelId: '6f1c3fd2-9f0e-5e43-8f1b-2b1f0a9d7c11',
  commandId: 'bench',
  by: 'u0-1',
  at: '2026-01-01T10:00:00.000Z',
  senderId: 'u0-1',
  messageId: '2f6a7d0c-1df5-5b8e-9c7c-3b0f5a1e9d22',
  feedId: 'main',
  segment: 1,
  parentId: null,
  body: { kind: 'text', text: 'the quick brown fox jumps over the lazy dog' },
})

/** What the streams of channels begin with here. */
export const streamsOf = 'channel-default.'

/** A message as the engine stores it in a channel's stream: some 320 bytes of data and metadata as JSON. */
export const anEvent = (stream: string): NewEvent => {
  if (E.isLeft(sent)) throw new Error('the event of the bench is none of ours any more')
  const channelId = stream.slice(streamsOf.length)
  const event = ChannelId.is(channelId) ? { ...sent.right, channelId } : sent.right
  return toNewEvent(event, randomUUID())
}
export const someEvents = (count: number, stream: string): ReadonlyArray<NewEvent> =>
  Array.from({ length: count }, () => anEvent(stream))
