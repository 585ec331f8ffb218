import type { ChannelId } from '@parley/domain'
import { ada, adasChannel, commandId, text } from '@parley/domain/testing'
import { conversationIdOf } from '@parley/domain'
import { acme, bob } from '@parley/domain/testing'
import { describe, expect, it } from 'vitest'
import { turn } from './support/fake-socket.ts'
import { accepted } from './support/frames.ts'
import { showTea, started, withNothing, withTea } from './support/let-in.ts'
import { welcome } from './support/frames.ts'
import { sentEvent, update } from './support/tea.ts'

const other: ChannelId = conversationIdOf(acme, ada, bob)

describe('SDK-30: a name is its author’s in one channel', () => {
  it('two messages of one name, to two channels, are two, sent and answered each', async () => {
    const { client, reach } = started()
    const name = commandId('one name')
    const rejection = { _tag: 'ChannelNotFound' } as const
    const first = client.send({ channelId: adasChannel, body: text('here'), clientMessageId: name })
    const second = client.send({ channelId: other, body: text('there'), clientMessageId: name })
    expect(client.state().pending).toMatchObject([{ channelId: adasChannel }, { channelId: other }])
    const server = await reach(0)
    server.say(welcome)
    await turn()
    await showTea(server, 1)
    const [one, two] = server.heard.filter((frame) => frame.type === 'command')
    expect([one?.command, two?.command]).toMatchObject([{ channelId: adasChannel }, { channelId: other }])
    server.say(accepted(one?.id ?? 0, 2), { type: 'rejected', id: two?.id ?? 0, rejection })
    expect(await first).toMatchObject({ _tag: 'Right' })
    expect(await second).toEqual({ _tag: 'Left', left: { _tag: 'Rejected', rejection } })
    expect(client.state().pending).toMatchObject([{ channelId: other, failure: rejection }])
  })

  it('a message that came in one channel leaves that of the same name in another pending', async () => {
    const { client, server } = await withTea(1)
    const name = commandId('c2')
    void client.send({ channelId: other, body: text('there'), clientMessageId: name })
    const mine = { ...sentEvent(2), by: ada, senderId: ada }
    server.say({ type: 'updates', updates: [update(3, mine)] })
    expect(client.state().pending).toMatchObject([{ channelId: other, acceptedAt: null }])
  })

  it('what was turned down in one channel is discarded there alone', async () => {
    const { client, server } = await withNothing()
    const name = commandId('one name')
    for (const channelId of [adasChannel, other])
      void client.send({ channelId, body: text('hello'), clientMessageId: name })
    for (const frame of server.heard)
      if (frame.type === 'command')
        server.say({ type: 'rejected', id: frame.id, rejection: { _tag: 'ChannelNotFound' } })
    await turn()
    client.discard(name, other)
    expect(client.state().pending).toMatchObject([{ channelId: adasChannel }])
  })

  it('given again with other words while it is under way, it stays what it was', async () => {
    const { client, server } = await withNothing()
    const name = commandId('one name')
    void client.send({ channelId: adasChannel, body: text('first'), clientMessageId: name })
    void client.send({ channelId: adasChannel, body: text('second'), clientMessageId: name })
    expect(client.state().pending).toMatchObject([{ body: text('first') }])
    expect(server.heard.filter(({ type }) => type === 'command')).toHaveLength(1)
  })
})
