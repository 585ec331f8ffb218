import { type Client, connect } from '@parley/client'
import type { ChannelId } from '@parley/domain'
import { text } from '@parley/domain/testing'
import { type TestDatabase, testDatabase } from '@parley/embedded-postgres/testing'
import * as E from 'fp-ts/lib/Either.js'
import { expect, onTestFinished, test } from 'vitest'
import { create, online } from './support/activity.ts'
import { engineOn, personAt, seen, tokenOf } from './support/engine.ts'
import { logUrl } from './support/log.ts'
import { listeningSocket } from './support/listening.ts'
import { compare } from './support/resume.ts'

/** An engine whose database can be taken away and another be put in its place; clients find it again. */
const movable = async (first: TestDatabase) => {
  let engine = await engineOn(first.connectionString)
  let running = true
  const stop = async (): Promise<void> => {
    if (running) await engine.close()
    running = false
  }
  onTestFinished(stop)
  return {
    stop,
    startOn: async (database: TestDatabase): Promise<void> => {
      engine = await engineOn(database.connectionString)
      running = true
    },
    url: () => engine.url,
    person: (name: string): Client => {
      const client = connect({
        url: 'ws://wherever/ws',
        token: () => tokenOf(name),
        openSocket: () => listeningSocket(() => {})(engine.url),
        wait: () => 20,
      })
      onTestFinished(client.close)
      return client
    },
  }
}

const say = async (client: Client, channelId: ChannelId, from: number, to: number): Promise<void> => {
  for (let n = from; n <= to; n += 1) {
    const sent = await client.send({ channelId, body: text(`message ${n}`) })
    if (E.isLeft(sent)) throw new Error(JSON.stringify(sent.left))
  }
}

const database = async (): Promise<TestDatabase> => {
  const one = await testDatabase()
  onTestFinished(one.drop)
  return one
}

// The log has to be in what is restored.
test.skipIf(logUrl !== undefined).each([
  ['at once', 0],
  ['after as much was said anew', 60],
])(
  'SDK-80: after an older backup was restored, a client that comes back %s ends as a fresh one',
  async (_, anew) => {
    const kept = await database()
    const here = await movable(kept)
    const ada = here.person('ada')
    await online(ada)
    const channelId = await create(ada, ['bo'])
    const quiet = await create(ada, ['bo'], 'private')
    await ada.open(channelId)
    await say(ada, channelId, 1, 20)
    await here.stop()
    const backup = await kept.copy()
    onTestFinished(backup.drop)
    await here.startOn(kept)
    await online(ada)
    await say(ada, channelId, 21, 50)
    await say(ada, quiet, 1, 5)
    const gone = await create(ada, ['bo'])
    await seen(ada, ({ conversations, pending }) => conversations.has(gone) && pending.length === 0)
    const [parent] = ada.state().timelines.get(channelId)?.messages ?? []
    if (parent === undefined) throw new Error('no message')
    await ada.openThread(channelId, parent.messageId)
    await here.stop()
    await seen(ada, ({ status }) => status === 'connecting')
    await here.startOn(backup)
    const bo = personAt(here.url(), 'bo')
    onTestFinished(bo.close)
    await online(bo)
    await say(bo, channelId, 51, 50 + anew)
    await online(ada)
    await say(ada, channelId, 200, 202)
    const { one, other } = await compare(ada, personAt(here.url(), 'ada'))
    expect(one).toEqual(other)
    expect(ada.state().timelines.get(channelId)?.messages).toHaveLength(23 + anew)
    expect(ada.state().conversations.has(gone)).toBe(false)
  },
)
