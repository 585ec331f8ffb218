import { adasChannel, commandId, text } from '@parley/domain/testing'
import { describe, expect, it } from 'vitest'
import { turn } from './support/fake-socket.ts'
import { asked, withTea } from './support/let-in.ts'
import { sent, sentEvent } from './support/tea.ts'

/** A frame of a later server. */
const frame = (value: object): string => JSON.stringify(value)
const [first] = sent(2).changes

describe('SDK-150: what a later version says', () => {
  it('of an event that is not known changes what is known of it, and the revision moves on', async () => {
    const { client, server } = await withTea(1)
    const before = server.heard.length
    const cause = { ...sent(2).cause, type: 'PollOpened', choices: 3 }
    const poll = { row: 'poll', pollId: 'p', put: { question: 'tea?' } }
    server.sayText(
      frame({ type: 'updates', updates: [{ ...sent(2), cause, changes: [poll, first], seal: 1 }] }),
    )
    server.sayText(frame({ type: 'updates', updates: [sent(3)] }))
    await turn()
    expect(client.state().conversations.get(adasChannel)?.channel).toMatchObject({
      revision: 4,
      lastActivityAt: sentEvent(3).at,
    })
    // Nothing was asked anew, and the connection stands.
    expect(server.heard).toHaveLength(before)
    expect(client.state().status).toBe('online')
  })

  it('of an event that somebody may not see is nothing, and the revision moves on', async () => {
    const { client, server } = await withTea(1)
    const { at } = sentEvent(2)
    server.sayText(
      frame({ type: 'updates', updates: [{ ...sent(2), cause: { type: 'Hidden', at }, changes: [] }] }),
    )
    server.say({ type: 'updates', updates: [sent(3)] })
    expect(client.state().conversations.get(adasChannel)).toMatchObject({
      unread: 2,
      channel: { revision: 4 },
    })
  })

  it('in frames of their own is passed over', async () => {
    const { client, server } = await withTea(1)
    server.sayText(
      frame([
        { type: 'weather', sunny: true },
        { type: 'updates', updates: [sent(2)] },
      ]),
    )
    expect(client.state().conversations.get(adasChannel)?.unread).toBe(2)
  })

  it('by a body of another kind is shown by its text', async () => {
    const { client, server } = await withTea(1)
    const poll = { kind: 'poll', text: 'Tea or coffee?', choices: ['tea', 'coffee'] }
    const changes = sent(2).changes.map((change) =>
      change.row === 'message' ? { ...change, put: { ...change.put, body: poll } } : change,
    )
    server.sayText(frame({ type: 'updates', updates: [{ ...sent(2), changes }] }))
    expect(client.state().conversations.get(adasChannel)?.lastMessage?.body).toEqual({
      kind: 'text',
      text: 'Tea or coffee?',
      cut: false,
    })
  })

  it('by a rejection that is not known answers the command', async () => {
    const { client, server } = await withTea(1)
    const clientMessageId = commandId('mine')
    const answer = client.send({ channelId: adasChannel, body: text('hello'), clientMessageId })
    await turn()
    const rejection = { _tag: 'TooLoud', decibel: 120 }
    server.sayText(frame({ type: 'rejected', id: asked(server, 'command'), rejection }))
    expect(await answer).toEqual({ _tag: 'Left', left: { _tag: 'Rejected', rejection: { _tag: 'TooLoud' } } })
    expect(client.state().status).toBe('online')
  })
})
