import { randomUUID } from 'node:crypto'
import type { Client } from '@parley/client'
import { type ChannelId, channelStream, type Revision } from '@parley/domain'
import { text } from '@parley/domain/testing'
import type { EventStore, JsonObject } from '@parley/event-store'
import { startTestServer } from '@parley/event-store-eventstoredb/testing'
import { openLog } from '@parley/wiring'
import * as E from 'fp-ts/lib/Either.js'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { create, online } from './support/activity.ts'
import { freshEngine, personAt, seen } from './support/engine.ts'
import { logUrl, tenantId } from './support/log.ts'
import { wrong } from './support/truth.ts'

interface Server {
  readonly url: string | undefined
  readonly close: () => Promise<void>
}

const named = process.env['EVENTSTORE_TEST_URL'] ?? ''
const serverAt = (url: string | undefined) => async (): Promise<Server> => ({ url, close: async () => {} })
const logs: ReadonlyArray<readonly [string, () => Promise<Server>]> = [
  // Where all engines under test have their log elsewhere, so has this one.
  ...(logUrl === undefined ? [['Postgres', serverAt(undefined)] as const] : []),
  ["EventStoreDB, the tests' own", () => startTestServer()],
  ...(named === '' ? [] : [['EventStoreDB, the server of EVENTSTORE_TEST_URL', serverAt(named)] as const]),
]

describe.each(logs)('streams that an operator or another program damaged, in %s', (_, start) => {
  let server: Server
  let engine: Awaited<ReturnType<typeof freshEngine>>
  let log: EventStore
  let ada: Client
  let bo: Client
  beforeAll(async () => {
    server = await start()
    engine = await freshEngine({ eventStoreUrl: server.url })
    log = await openLog(engine.stores)
    ada = personAt(engine.url, 'ada')
    bo = personAt(engine.url, 'bo')
    await Promise.all([online(ada), online(bo)])
  })
  afterAll(async () => {
    ada.close()
    bo.close()
    await log.close()
    await engine.close()
    await server.close()
  })

  const done = async <Error>(task: () => Promise<E.Either<Error, unknown>>): Promise<void> => {
    const outcome = await task()
    if (E.isLeft(outcome)) throw new Error(JSON.stringify(outcome.left))
  }
  const say = (channelId: ChannelId, said: string) => ada.send({ channelId, body: text(said) })
  const channelOf = async (): Promise<{ readonly channelId: ChannelId; readonly stream: string }> => {
    const channelId = await create(ada, ['bo'])
    expect(await say(channelId, 'before')).toMatchObject({ _tag: 'Right' })
    return { channelId, stream: channelStream(tenantId, channelId) }
  }
  const write = (stream: string, type: string, data: JsonObject, metadata: JsonObject = {}): Promise<void> =>
    done(log.append(stream, 'any', [{ id: randomUUID(), type, data, metadata }]))

  /** Whether what is said in a channel arrives at who is in it. */
  const serves = async (channelId: ChannelId): Promise<boolean> => {
    const said = randomUUID()
    expect(await say(channelId, said)).toMatchObject({ _tag: 'Right' })
    await seen(bo, ({ conversations }) => {
      const last = conversations.get(channelId)?.lastMessage
      return last !== undefined && JSON.stringify(last).includes(said)
    })
    return true
  }

  it('PRJ-20, CMD-20: what others write, wherever, is passed over, and all goes on', async () => {
    const { channelId, stream } = await channelOf()
    for (const other of [stream, 'channel-tv', `channel-tv.${channelId}.x`, 'inbox-', `inbox-${tenantId}.bo`])
      await write(other, 'Paid', { amount: 3 })
    expect(await serves(channelId)).toBe(true)
    expect(await serves((await channelOf()).channelId)).toBe(true)
    bo.markRead(channelId)
    await seen(bo, ({ conversations }) => conversations.get(channelId)?.unread === 0)
  })

  it('PRJ-22, CMD-21: a stream that was truncated, of which one event is kept, or that was deleted softly, goes on', async () => {
    for (const metadata of [
      { truncateBefore: 2 as Revision },
      { maxCount: 1 },
      { truncateBefore: 9_000 as Revision },
    ]) {
      const { channelId, stream } = await channelOf()
      await done(log.setStreamMetadata(stream, metadata))
      expect(await serves(channelId)).toBe(true)
    }
  })

  it('CMD-16 CH-18: a channel whose stream was deleted for good is not there, and others go on', async () => {
    const { channelId, stream } = await channelOf()
    await done(log.deleteStream(stream, 'any'))
    expect(await say(channelId, 'after')).toMatchObject({
      left: { _tag: 'Rejected', rejection: { _tag: 'ChannelNotFound' } },
    })
    expect(await serves((await channelOf()).channelId)).toBe(true)
  })

  it('PRJ-21, CMD-16: an event of ours that can not be read gives up its stream, and others go on', async () => {
    const { channelId, stream } = await channelOf()
    await write(stream, 'MessageEdited', { text: 'secret' }, { v: 1 })
    const refused = await say(channelId, 'after')
    expect(refused).toMatchObject({ left: { _tag: 'Failed', error: { _tag: 'StreamCorrupt' } } })
    expect(JSON.stringify(refused)).not.toContain('secret')
    expect(await serves((await channelOf()).channelId)).toBe(true)
    expect(engine.health().parts['projector']).toMatchObject({ state: 'running' })
    const found = (await wrong(engine.stores)) as ReadonlyArray<{ readonly key?: string }>
    expect(found.map(({ key }) => key)).toEqual([`${stream}\n`])
  })
})
