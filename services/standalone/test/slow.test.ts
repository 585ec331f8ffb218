import { connect } from '@parley/client'
import { text } from '@parley/domain/testing'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { create, online } from './support/activity.ts'
import { cuttingProxy } from './support/cutting-proxy.ts'
import { freshEngine, personAt, seen, tokenOf } from './support/engine.ts'
import { listeningSocket } from './support/listening.ts'
import { compare } from './support/resume.ts'

let engine: Awaited<ReturnType<typeof freshEngine>>
beforeAll(async () => {
  engine = await freshEngine()
})
afterAll(() => engine.close())

it('SDK-5, ENGINE-12: a reader that falls behind is told so, and ends with the same state as a fresh one', async () => {
  const proxy = await cuttingProxy(engine.port)
  let resyncs = 0
  const slow = connect({
    url: `ws://127.0.0.1:${proxy.port}/ws`,
    token: () => tokenOf('bo'),
    openSocket: listeningSocket((message) => {
      if (message.includes('"type":"resync"')) resyncs += 1
    }),
  })
  const ada = personAt(engine.url, 'ada')
  await Promise.all([online(slow), online(ada)])
  const [loud, quiet] = [await create(ada, ['bo']), await create(ada, ['bo'])]
  await seen(slow, ({ conversations }) => conversations.has(loud) && conversations.has(quiet))
  await Promise.all([slow.open(loud), slow.open(quiet)])
  await ada.open(loud)

  proxy.stall()
  const big = text('x'.repeat(9_000))
  const out = await create(ada, ['bo'])
  // More than sockets hold between the two: until the engine itself holds it back.
  for (let round = 0; round < 6; round += 1)
    await Promise.all(Array.from({ length: 250 }, () => ada.send({ channelId: loud, body: big })))
  await ada.send({ channelId: quiet, body: text('read elsewhere meanwhile') })
  const elsewhere = personAt(engine.url, 'bo')
  await seen(elsewhere, ({ conversations }) => (conversations.get(loud)?.unread ?? 0) > 1_000)
  elsewhere.markRead(quiet)
  await seen(elsewhere, ({ conversations }) => conversations.get(quiet)?.unread === 0)
  await ada.command({ type: 'RemoveMember', channelId: out, userId: elsewhere.state().me?.userId ?? never() })
  elsewhere.close()
  expect(slow.state().conversations.get(loud)?.unread).toBeLessThan(1_500)
  proxy.read()
  await seen(slow, ({ conversations }) => conversations.get(loud)?.unread === 1_500)
  const { one, other } = await compare(slow, personAt(engine.url, 'bo'))
  expect(one).toEqual(other)
  expect(resyncs).toBeGreaterThan(0)
  slow.close()
  ada.close()
  await proxy.close()
}, 60_000)

const never = (): never => {
  throw new Error('nobody')
}
