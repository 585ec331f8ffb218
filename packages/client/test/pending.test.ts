import { ada, adasChannel, commandId, segment, text } from '@parley/domain/testing'
import type { Update } from '@parley/contract'
import type { MessageSent } from '@parley/domain'
import type { ServerFrame } from '@parley/protocol'
import { describe, expect, it } from 'vitest'
import type { Client } from '../src/client.ts'
import { type FakeServer, turn } from './support/fake-socket.ts'
import { asked, catchUpTea, letInAgain, listTea, withTea } from './support/let-in.ts'
import { conversationOf, position, revision, asShown, sentEvent, update } from './support/tea.ts'

/** Ada's own message of a number. */
const ownEvent = (n: number): MessageSent => ({ ...sentEvent(n), by: ada, senderId: ada })
const own = (n: number): Update => update(n + 1, ownEvent(n))
const view = (n: number) => {
  const { asOf: _asOf, ...message } = asShown(ownEvent(n), n + 1)
  return message
}
const begins = (server: FakeServer, one: Watched): void =>
  server.say({ type: 'subscribed', id: asked(server, 'subscribe'), channels: [one] })
type Watched = Extract<ServerFrame, { type: 'subscribed' }>['channels'][number]

const snapshot = (messages: ReadonlyArray<ReturnType<typeof view>>, all: number): Watched => ({
  _tag: 'snapshot',
  channelId: adasChannel,
  revision: revision(1 + all),
  conversation: conversationOf(all),
  messages: [...messages],
  more: true,
  online: [],
})

/** Tea is open, shows its first message, and Ada's second is sent and pending. */
const opened = async () => {
  const parts = await withTea(1)
  const { client, server } = parts
  void client.open(adasChannel)
  await turn()
  begins(server, snapshot([], 1))
  await turn()
  void client.send({ channelId: adasChannel, body: text('hello'), clientMessageId: commandId('c2') })
  return parts
}
/** How often Ada's message is seen: pending, and as a message. */
const seen = (client: Client): number => {
  const { pending, timelines } = client.state()
  const shown = timelines.get(adasChannel)?.messages.filter((one) => one.clientMessageId === 'c2') ?? []
  return pending.length + shown.length
}
const acceptedAs = (server: FakeServer, n: number): ServerFrame => ({
  type: 'accepted',
  id: asked(server, 'command'),
  revision: revision(n + 1),
  position: position(n + 1),
  result: {},
})

describe('SDK-38: a message of one’s own is pending or shown, at every moment', () => {
  it('when the connection is cut in the turn of its answer and comes back slowly', async () => {
    const parts = await opened()
    const { client, server } = parts
    server.say(acceptedAs(server, 2))
    server.drop()
    const counts = new Set<number>()
    client.subscribe(() => counts.add(seen(client)))
    const next = await letInAgain(parts, 1)
    expect(seen(client)).toBe(1)
    await catchUpTea(next, 2, [own(2)])
    await listTea(next, 2)
    expect(client.state().pending).toEqual([])
    counts.add(seen(client))
    expect([...counts]).toEqual([1])
  })

  it('when the answer comes before the update, and after it', async () => {
    const { client, server } = await opened()
    server.say(acceptedAs(server, 2))
    await turn()
    expect(seen(client)).toBe(1)
    server.say({ type: 'updates', updates: [own(2)] })
    expect(seen(client)).toBe(1)

    const again = await opened()
    again.server.say({ type: 'updates', updates: [own(2)] })
    expect(seen(again.client)).toBe(1)
    again.server.say(acceptedAs(again.server, 2))
    await turn()
    expect(seen(again.client)).toBe(1)
    expect(again.client.state().pending).toEqual([])
  })

  it('when an update comes before which others are missing', async () => {
    const { client, server } = await opened()
    server.say({ type: 'updates', updates: [update(5, ownEvent(2))] })
    expect(seen(client)).toBe(1)
    await turn()
    begins(server, snapshot([view(2)], 4))
    await turn()
    expect(seen(client)).toBe(1)
    expect(client.state().pending).toEqual([])
  })

  it('when it was kept and the answer was lost, and the channel begins anew', async () => {
    const { client, server } = await opened()
    server.say({ type: 'resync', channelIds: [adasChannel] })
    await turn()
    begins(server, snapshot([view(2)], 2))
    await turn()
    expect(seen(client)).toBe(1)
  })
})

it('SDK-80: what was accepted and has not come back goes out again, though the log has all that was seen', async () => {
  const parts = await opened()
  const { client, server } = parts
  server.say(acceptedAs(server, 2))
  await turn()
  server.drop()
  // Lost with a log that was set back to just what was seen of it, in which somebody has said something else since.
  const next = await letInAgain(parts, 1)
  await catchUpTea(next, 2, [update(3, sentEvent(3))])
  await listTea(next, 2)
  expect(client.state().pending).toMatchObject([{ clientMessageId: 'c2', acceptedAt: null }])
  const sent = next.heard.flatMap((frame) => (frame.type === 'command' ? [frame.command] : []))
  expect(sent).toMatchObject([{ type: 'SendMessage', clientMessageId: 'c2' }])
  next.say(acceptedAs(next, 3))
  next.say({ type: 'updates', updates: [update(4, { ...ownEvent(2), segment: segment(4) })] })
  await turn()
  expect(seen(client)).toBe(1)
  expect(client.state().pending).toEqual([])
})
