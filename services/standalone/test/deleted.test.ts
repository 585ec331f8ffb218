import { type ChannelId, channelStream } from '@parley/domain'
import { feedId, segment, text } from '@parley/domain/testing'
import { startTestServer } from '@parley/event-store-eventstoredb/testing'
import { openLog } from '@parley/wiring'
import * as E from 'fp-ts/lib/Either.js'
import { describe, expect, it } from 'vitest'
import { create, online } from './support/activity.ts'
import { freshEngine, personAt, seen } from './support/engine.ts'
import { logUrl, tenantId } from './support/log.ts'
import { wrong } from './support/truth.ts'

interface Server {
  readonly url: string | undefined
  readonly close: () => Promise<void>
}
const none = async (): Promise<Server> => ({ url: undefined, close: async () => {} })
const logs: ReadonlyArray<readonly [string, () => Promise<Server>]> = [
  ...(logUrl === undefined ? [['Postgres', none] as const] : []),
  ["EventStoreDB, the tests' own", () => startTestServer()],
]

describe.each(logs)('a deleted channel, in %s', (_, start) => {
  it('CH-16, CH-17, CH-18: it is gone for all who were in it, and for good once its stream is', async () => {
    const server = await start()
    const engine = await freshEngine({ eventStoreUrl: server.url })
    const [ada, bo] = [personAt(engine.url, 'ada'), personAt(engine.url, 'bo')]
    await Promise.all([online(ada), online(bo)])
    const kept = await create(ada, ['bo'])
    const channelId = await create(ada, ['bo'])
    const say = (words: string, where: ChannelId = channelId) =>
      ada.send({ channelId: where, body: text(words) })
    expect(await say('before')).toMatchObject({ _tag: 'Right' })
    for (const person of [ada, bo])
      await seen(person, ({ conversations }) => conversations.has(channelId) && conversations.has(kept))
    expect(await bo.command({ type: 'DeleteChannel', channelId })).toMatchObject({
      left: { rejection: { _tag: 'RoleTooLow' } },
    })

    const deleted = await ada.command({ type: 'DeleteChannel', channelId })
    expect(deleted).toMatchObject({ _tag: 'Right' })
    // Both watch it: it goes from both windows, and nothing else does.
    for (const person of [ada, bo]) {
      await seen(person, ({ conversations }) => !conversations.has(channelId))
      expect(person.state().conversations.has(kept)).toBe(true)
    }
    const atLeast = E.isRight(deleted) ? deleted.right.position : undefined
    const notFound = { left: { _tag: 'Rejected', rejection: { _tag: 'ChannelNotFound' } } }
    const asked = { channelId, ...(atLeast === undefined ? {} : { atLeast }) }
    const nothing = async (): Promise<void> => {
      expect(await say('after')).toMatchObject(notFound)
      expect(await bo.command({ type: 'JoinChannel', channelId })).toMatchObject(notFound)
      expect(
        await bo.command({ type: 'MarkRead', channelId, feedId: feedId('main'), segment: segment(1) }),
      ).toMatchObject(notFound)
      expect(await bo.query({ type: 'history', feedId: feedId('main'), ...asked })).toMatchObject(notFound)
      expect(await bo.query({ type: 'members', ...asked })).toMatchObject(notFound)
      expect(await bo.query({ type: 'pinned', ...asked })).toMatchObject(notFound)
    }
    await nothing()
    expect(await wrong(engine.stores)).toEqual([])

    const log = await openLog(engine.stores)
    expect(await log.deleteStream(channelStream(tenantId, channelId), 'any')()).toMatchObject({
      _tag: 'Right',
    })
    await nothing()
    expect(await say('goes on', kept)).toMatchObject({ _tag: 'Right' })
    expect(await wrong(engine.stores)).toEqual([])

    ada.close()
    bo.close()
    await log.close()
    await engine.close()
    await server.close()
  })
})
