import { adasChannel, segment } from '@parley/domain/testing'
import type { MessageView } from '@parley/contract'
import type { ClientFrame, ServerFrame } from '@parley/protocol'
import { describe, expect, it } from 'vitest'
import type { Client } from '../src/client.ts'
import { type FakeServer, turn } from './support/fake-socket.ts'
import { accepted } from './support/frames.ts'
import { catchUpTea, letIn } from './support/let-in.ts'
import { asShown, conversationOf, position, sent, sentEvent } from './support/tea.ts'

/** Bob's messages from one number to another, as a page has them. */
const messages = (from: number, to: number): Array<MessageView> =>
  Array.from({ length: to - from + 1 }, (_, index) => asShown(sentEvent(from + index), from + index + 1))

type Request = Extract<ClientFrame, { readonly id: number }>
const heard = (server: FakeServer): ReadonlyArray<Request> =>
  server.heard.filter((frame): frame is Request => 'id' in frame)

/** A channel of 300 messages of which none is read, opened at a target; the server has answered up to there. */
const opened = async (target: 'latest' | 'unread', to = 300) => {
  const { client, server } = await letIn()
  const id = (): number => heard(server).at(-1)?.id ?? -1
  const list: ServerFrame = {
    type: 'result',
    id: id(),
    position: position(to + 1),
    result: { type: 'conversations', conversations: [conversationOf(to)], more: false },
  }
  server.say(list)
  await turn()
  await catchUpTea(server, to)
  void client.open(adasChannel, target)
  await turn()
  server.say({
    type: 'subscribed',
    id: id(),
    channels: [
      {
        _tag: 'snapshot',
        channelId: adasChannel,
        revision: conversationOf(to).channel.revision,
        conversation: conversationOf(to),
        messages: messages(to - 49, to),
        more: true,
        online: [],
      },
    ],
  })
  await turn()
  return { client, server }
}

/** Answers every question for history that has none, out of so many messages. */
const answers = async (server: FakeServer, from: number, of: number): Promise<number> => {
  const asked = heard(server)
  for (const frame of asked.slice(from)) {
    if (frame.type !== 'query' || frame.query.type !== 'history') continue
    const { before, after } = frame.query
    const [first, last] =
      after !== undefined
        ? [after + 1, Math.min(after + 50, of)]
        : [Math.max(1, (before ?? of + 1) - 50), (before ?? of + 1) - 1]
    server.say({
      type: 'result',
      id: frame.id,
      position: position(of + 1),
      result: {
        type: 'history',
        messages: last < first ? [] : messages(first, last),
        more: after !== undefined ? last < of : first > 1,
      },
    })
  }
  await turn()
  return asked.length
}

const shown = (client: Client) => {
  const timeline = client.state().timelines.get(adasChannel)
  const segments = timeline?.messages.map((message) => message.segment) ?? []
  return {
    first: segments[0],
    last: segments.at(-1),
    count: segments.length,
    later: timeline?.later,
    more: timeline?.more,
  }
}

describe('SDK-70: a channel that is opened where what is unread begins', () => {
  it('shows what is around that, and what comes later once that is loaded', async () => {
    const { client, server } = await opened('unread')
    expect(client.state().timelines.get(adasChannel)?.seeking).toBe('unread')
    const known = await answers(server, 3, 300)
    expect(shown(client)).toEqual({ first: 1, last: 50, count: 50, later: true, more: false })
    // What is sent now stands behind a hole, and is not shown.
    server.say({ type: 'updates', updates: [sent(301)] })
    expect(shown(client)).toMatchObject({ last: 50, later: true })
    expect(client.state().conversations.get(adasChannel)?.unread).toBe(301)
    let at = known
    for (let pages = 0; pages < 4; pages += 1) {
      void client.loadLater(adasChannel)
      await turn()
      at = await answers(server, at, 301)
    }
    expect(shown(client)).toMatchObject({ first: 1, last: 250, later: true })
    void client.loadLater(adasChannel)
    await turn()
    // It comes while the last page is asked for, which was read before it.
    server.say({ type: 'updates', updates: [sent(302)] })
    at = await answers(server, at, 301)
    void client.loadLater(adasChannel)
    await turn()
    await answers(server, at, 302)
    expect(shown(client)).toEqual({ first: 1, last: 302, count: 302, later: false, more: false })
    server.say({ type: 'updates', updates: [sent(303)] })
    expect(shown(client)).toMatchObject({ last: 303, count: 303 })
  })

  it('goes to the latest and back to anywhere', async () => {
    const { client, server } = await opened('unread')
    const known = await answers(server, 3, 300)
    void client.goTo(adasChannel, 'latest')
    await turn()
    const then = await answers(server, known, 300)
    expect(shown(client)).toEqual({ first: 251, last: 300, count: 50, later: false, more: true })
    void client.goTo(adasChannel, segment(120))
    await turn()
    await answers(server, then, 300)
    expect(shown(client)).toEqual({ first: 71, last: 170, count: 100, later: true, more: true })
  })

  it('asks for nothing where the latest hold it', async () => {
    const { client, server } = await opened('latest')
    const before = server.heard.length
    await client.goTo(adasChannel, segment(280))
    expect(server.heard.length).toBe(before)
    expect(shown(client)).toMatchObject({ first: 251, last: 300 })
  })
})

describe('SDK-71: marking read', () => {
  it('goes as far as it is told, one mark at a time, and then the furthest that was asked for', async () => {
    const { client, server } = await opened('latest')
    const marks = (): ReadonlyArray<number> =>
      heard(server).flatMap((frame) =>
        frame.type === 'command' && frame.command.type === 'MarkRead' ? [frame.command.segment] : [],
      )
    for (const upTo of [10, 20, 15, 90, 80]) client.markRead(adasChannel, { segment: segment(upTo) })
    await turn()
    expect(marks()).toEqual([10])
    server.say(accepted(heard(server).at(-1)?.id ?? -1))
    await turn()
    expect(marks()).toEqual([10, 90])
    server.say(accepted(heard(server).at(-1)?.id ?? -1))
    await turn()
    client.markRead(adasChannel, { segment: segment(9_000) })
    await turn()
    expect(marks()).toEqual([10, 90, 300])
  })
})
