import { ada, adasChannel, segment } from '@parley/domain/testing'
import { mainFeed } from '@parley/domain'
import { withMainFeed } from '@parley/contract/testing'
import type { Update } from '@parley/contract'
import type { ServerFrame } from '@parley/protocol'
import { describe, expect, it } from 'vitest'
import { clientStore } from '../src/store.ts'
import { type FakeServer, turn } from './support/fake-socket.ts'
import { withTea } from './support/let-in.ts'
import { conversationOf, facts, own, position, sent } from './support/tea.ts'

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

describe('SDK-140: answers that are overtaken', () => {
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

  it('what one answer takes in once more no other question records', async () => {
    const store = clientStore({ changed: () => undefined })
    const ask = () => {
      let answer: () => void = () => undefined
      const answers = new Promise<void>((resolve) => {
        answer = resolve
      })
      return { answer, recorded: store.recording(adasChannel, () => answers) }
    }
    const first = ask()
    store.apply([sent(1)], ada)
    const second = ask()
    store.apply([sent(2)], ada)
    first.answer()
    const { meanwhile } = await first.recorded
    expect(meanwhile).toEqual([sent(1), sent(2)])
    store.applyAgain(meanwhile, ada)
    second.answer()
    expect((await second.recorded).meanwhile).toEqual([sent(2)])
  })
})
