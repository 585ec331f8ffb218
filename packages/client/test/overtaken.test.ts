import { ada, adasChannel, segment, text } from '@parley/domain/testing'
import { mainFeed } from '@parley/domain'
import { withMainFeed } from '@parley/contract/testing'
import type { MessageView, Update } from '@parley/contract'
import type { ServerFrame } from '@parley/protocol'
import { describe, expect, it } from 'vitest'
import { clientStore } from '../src/store.ts'
import { type FakeServer, turn } from './support/fake-socket.ts'
import { asked, withTea } from './support/let-in.ts'
import {
  asShown,
  conversationOf,
  facts,
  own,
  position,
  revision,
  sent,
  sentEvent,
  update,
} from './support/tea.ts'

/** Ada has read up to a segment, elsewhere. */
const read = (to: number, at: number): Update =>
  own(at, { type: 'ReadMarked', ...facts(at), userId: ada, feedId: mainFeed, segment: segment(to) })
const questions = (server: FakeServer): ReadonlyArray<number> =>
  server.heard.flatMap((frame) =>
    frame.type === 'query' && frame.query.type === 'conversation' ? [frame.id] : [],
  )
/** The channel after so many messages, of which so many are read. */
const conversation = (id: number, messages: number, readTo: number, at: number): ServerFrame => ({
  type: 'result',
  id,
  position: position(at),
  result: {
    type: 'conversation',
    conversation: withMainFeed({
      ...conversationOf(messages),
      readTo: segment(readTo),
      threadsReadTo: segment(readTo),
      unread: messages - readTo,
    }),
  },
})

describe('SDK-140 SDK-141: answers that are overtaken', () => {
  it('a conversation whose person reads while others write is asked for one answer at a time', async () => {
    const { client, server } = await withTea(2)
    // Each message is read up to the one before it: how much is left is for the server to say.
    let answered = 0
    for (let n = 3; n <= 40; n += 1) {
      server.say({ type: 'updates', updates: [sent(n), read(n - 1, 100 + n)] })
      await turn()
      expect(questions(server).length - answered).toBe(1)
      const [id] = questions(server).slice(answered)
      if (n % 3 !== 0 || id === undefined) continue
      answered += 1
      // Read in between: the newest message comes as an update alone.
      server.say(conversation(id, n - 1, n - 2, 100 + n - 1))
      await turn()
    }
    // The one under way may have been asked before the last mark: then there is one more, and that is all.
    for (const id of questions(server).slice(answered)) server.say(conversation(id, 40, 39, 140))
    await turn()
    for (const id of questions(server).slice(answered + 1)) server.say(conversation(id, 40, 39, 140))
    await turn()
    expect(questions(server).length - answered).toBeLessThanOrEqual(2)
    expect(client.state().conversations.get(adasChannel)).toMatchObject({
      unread: 1,
      readTo: 39,
      channel: { lastSegment: 40 },
    })
  })

  it('what one answer takes in once more no other question records', () => {
    const store = clientStore({ changed: () => undefined })
    const first = store.record(adasChannel)
    store.apply([sent(1)], ada)
    const second = store.record(adasChannel)
    store.apply([sent(2)], ada)
    const meanwhile = first()
    expect(meanwhile).toEqual([sent(1), sent(2)])
    store.applyAgain(meanwhile, ada)
    expect(second()).toEqual([sent(2)])
  })

  /** Ada looks at the end of a channel of Bob's, and loads the page before it while she watches it anew. */
  const scrolling = async () => {
    const parts = await withTea(70)
    const { client, server } = parts
    void client.open(adasChannel)
    await turn()
    const snapshot = { _tag: 'snapshot', channelId: adasChannel, revision: revision(71), more: true } as const
    const begun = { ...snapshot, conversation: conversationOf(70), messages: page(21, 70), online: [] }
    server.say({ type: 'subscribed', id: asked(server, 'subscribe'), channels: [begun] })
    await turn()
    server.say({ type: 'resync', channelIds: [adasChannel] })
    void client.loadEarlier(adasChannel)
    await turn()
    return parts
  }
  const page = (from: number, to: number): MessageView[] =>
    Array.from({ length: to - from + 1 }, (_, n) => asShown(sentEvent(from + n), from + n + 1))
  const edited = update(72, {
    ...sentEvent(15),
    ...facts(72),
    type: 'MessageEdited',
    body: text('see you'),
  })
  const earlier = (server: FakeServer): ServerFrame => ({
    type: 'result',
    id: asked(server, 'history'),
    position: position(71),
    result: { type: 'history', messages: page(1, 20), more: false },
  })
  const delta = (server: FakeServer): ServerFrame => ({
    type: 'subscribed',
    id: asked(server, 'subscribe'),
    channels: [
      { _tag: 'delta', channelId: adasChannel, revision: revision(72), updates: [edited], online: [] },
    ],
  })

  it.each([
    ['the page and then the delta', earlier, delta],
    ['the delta and then the page', delta, earlier],
  ])(
    'an edit that comes with the page of its message, in one WebSocket message, is shown: %s',
    async (_, ...frames) => {
      const { client, server } = await scrolling()
      server.say(...frames.map((frame) => frame(server)))
      await turn()
      const shown = client
        .state()
        .timelines.get(adasChannel)
        ?.messages.find(({ segment: n }) => n === 15)
      expect(shown?.body).toEqual(text('see you'))
    },
  )
})
