import { randomUUID } from 'node:crypto'
import { type DomainEvent, MessageSent, streamOf } from '@parley/domain'
import { type EventStore, toNewEvent } from '@parley/event-store'
import * as E from 'fp-ts/lib/Either.js'

const channels = 100
const people = 1_000
const batch = 500

/** Writes so many messages by a thousand people into a hundred channels, a batch of one channel after that of another. */
export const fill = async (store: EventStore, events: number): Promise<void> => {
  const ids = Array.from({ length: channels }, () => randomUUID())
  for (let from = 0; from < events; from += batch * channels)
    await Promise.all(
      ids.map(async (channelId, n) => {
        const first = from + n * batch
        const count = Math.min(batch, events - first)
        if (count <= 0) return
        const sent = Array.from({ length: count }, (_, m) => aMessage(channelId, first + m))
        const [one] = sent
        if (one === undefined) return
        const appended = await store.append(
          streamOf(one),
          'any',
          sent.map((event) => toNewEvent(event, randomUUID())),
        )()
        if (E.isLeft(appended)) throw new Error(JSON.stringify(appended.left))
      }),
    )
}

const aMessage = (channelId: string, n: number): DomainEvent => {
  const by = `u-${(n * 7_919) % people}`
  const sent = MessageSent.codec.decode({
    type: 'MessageSent',
    tenantId: 'default',
    channelId,
    commandId: randomUUID(),
    by,
    at: new Date(Date.UTC(2026, 0, 1) + n * 1_000).toISOString(),
    senderId: by,
    messageId: randomUUID(),
    feedId: 'main',
    segment: n + 1,
    parentId: null,
    body: { kind: 'text', text: `the quick brown fox jumps over the lazy dog, ${n} times` },
  })
  if (E.isLeft(sent)) throw new Error('the message of the bench is none of ours any more')
  return sent.right
}
