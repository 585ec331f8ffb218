import { adasChannel, text } from '@parley/domain/testing'
import { describe, expect, it } from 'vitest'
import { turn } from './support/fake-socket.ts'
import { asked, catchUpTea, letInAgain, listTea, withTea } from './support/let-in.ts'
import { conversationOf, revision, sent } from './support/tea.ts'

/** A client that had a channel, lost its connection, and is let in again. */
const back = async () => {
  const parts = await withTea(1)
  parts.server.drop()
  const server = await letInAgain(parts, 1)
  const unread = (): number | undefined => parts.client.state().conversations.get(adasChannel)?.unread
  return { ...parts, server, unread }
}

describe('SDK-142: who comes back goes on with what is known', () => {
  it('before there is a list: people talk, whatever the read models do', async () => {
    const { client, server, unread } = await back()
    expect(server.heard.at(-1)).toMatchObject({ channels: [{ channelId: adasChannel, after: 2 }] })
    void client.send({ channelId: adasChannel, body: text('hello') })
    await catchUpTea(server, 2, [sent(2)])
    expect(client.state().status).toBe('online')
    expect(server.heard.at(-1)).toMatchObject({ type: 'command' })
    server.say({ type: 'updates', updates: [sent(3)] })
    expect(unread()).toBe(3)
    // The list was read before that, and takes nothing back.
    await listTea(server, 2)
    expect(unread()).toBe(3)
  })

  it('and asks for the list until there is one', async () => {
    const { client, server, clock } = await back()
    await catchUpTea(server, 1)
    const first = asked(server, 'conversations')
    server.say({ type: 'error', id: first, error: { _tag: 'Internal', reference: 'r' } })
    await clock.advance(5_000)
    expect(asked(server, 'conversations')).toBeGreaterThan(first)
    expect(client.state().status).toBe('online')
  })

  it('and a channel that the list shows further than the updates that came is asked for no more than once', async () => {
    const { server, unread } = await back()
    await catchUpTea(server, 1)
    await listTea(server, 4)
    expect(unread()).toBe(4)
    server.say({ type: 'updates', updates: [sent(2), sent(3), sent(4), sent(5)] })
    expect(unread()).toBe(5)
    expect(server.heard.filter(({ type }) => type === 'query')).toHaveLength(1)
  })
})

describe('SDK-143: where a watch can’t begin just now', () => {
  it('those of which a part has told go on, and the others are watched anew after a while', async () => {
    const { server, client, clock, unread } = await back()
    server.say({
      type: 'watched',
      channels: [
        { _tag: 'delta', channelId: adasChannel, revision: revision(3), updates: [sent(2)], online: [] },
      ],
    })
    const first = asked(server, 'subscribe')
    server.say({ type: 'error', id: first, error: { _tag: 'Unavailable' } })
    await turn()
    expect(client.state().status).toBe('online')
    server.say({ type: 'updates', updates: [sent(3)] })
    expect(unread()).toBe(3)
    await clock.advance(1_000)
    // There was no other.
    expect(asked(server, 'subscribe')).toBe(first)
  })

  it('one of which none has told is watched anew after what is shown of it then', async () => {
    const { server, client, clock, unread } = await back()
    const first = asked(server, 'subscribe')
    server.say({ type: 'error', id: first, error: { _tag: 'Unavailable' } })
    await turn()
    expect(client.state().status).toBe('online')
    await listTea(server, 3)
    expect(unread()).toBe(3)
    await clock.advance(1_000)
    expect(server.heard.findLast(({ type }) => type === 'subscribe')).toMatchObject({
      channels: [{ channelId: adasChannel, after: conversationOf(3).channel.revision }],
    })
    await catchUpTea(server, 4, [sent(4)])
    expect(unread()).toBe(4)
  })
})
