import { type Clock, connect } from '@parley/client'
import { text } from '@parley/domain/testing'
import { noRates as noEngineRates } from '@parley/engine'
import { type GatewayStats, noRates } from '@parley/gateway'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { create, online } from './support/activity.ts'
import { cuttingProxy } from './support/cutting-proxy.ts'
import { freshEngine, personAt, seen, tokenOf } from './support/engine.ts'
import { listeningSocket } from './support/listening.ts'
import { compare } from './support/resume.ts'

let engine: Awaited<ReturnType<typeof freshEngine>>
beforeAll(async () => {
  // However long it reads nothing, nobody takes the one that is slow for gone; and so much comes at no rate.
  engine = await freshEngine({
    limits: { pingEvery: 3_600_000, rates: noRates },
    engineLimits: { rates: noEngineRates },
  })
})
afterAll(() => engine.close())

/** Time stands still: nothing is doubted, however long the machine takes. */
const still: Clock = { now: () => 0, later: () => () => undefined }

it('SDK-5, ENGINE-12: a reader that falls behind is told so, and ends with the same state as a fresh one', async () => {
  const proxy = await cuttingProxy(engine.port)
  let resyncs = 0
  const slow = connect({
    url: `ws://127.0.0.1:${proxy.port}/ws`,
    token: () => tokenOf('bo'),
    openSocket: listeningSocket((message) => {
      if (message.includes('"type":"resync"')) resyncs += 1
    }),
    clock: still,
  })
  const ada = personAt(engine.url, 'ada')
  await Promise.all([online(slow), online(ada)])
  const [loud, quiet, out] = [await create(ada, ['bo']), await create(ada, ['bo']), await create(ada, ['bo'])]
  await seen(slow, ({ conversations }) => [loud, quiet, out].every((one) => conversations.has(one)))
  await Promise.all([slow.open(loud), slow.open(quiet)])
  await ada.open(loud)

  const watches = (): number => (engine.health().parts['gateway'] as Pick<GatewayStats, 'watches'>).watches
  // Both watch all three.
  await expect.poll(watches).toBe(6)

  proxy.stall()
  const big = text('€'.repeat(20_000))
  let sent = 0
  // Until the engine itself leaves something out for it: how much the sockets between the two take is the machine's.
  while (watches() === 6) {
    expect(sent).toBeLessThan(2_000)
    await Promise.all(Array.from({ length: 50 }, () => ada.send({ channelId: loud, body: big })))
    sent += 50
  }
  await ada.send({ channelId: quiet, body: text('read elsewhere meanwhile') })
  const elsewhere = personAt(engine.url, 'bo')
  await seen(elsewhere, ({ conversations }) => conversations.get(quiet)?.unread === 1)
  elsewhere.markRead(quiet)
  await seen(elsewhere, ({ conversations }) => conversations.get(quiet)?.unread === 0)
  await ada.command({ type: 'RemoveMember', channelId: out, userId: elsewhere.state().me?.userId ?? never() })
  elsewhere.close()
  expect(slow.state().conversations.get(loud)?.unread).toBeLessThan(sent)
  proxy.read()
  // Both the list and the channel itself: each is asked for, and either answer may come first.
  await seen(
    slow,
    ({ conversations, timelines }) =>
      conversations.get(loud)?.unread === sent && timelines.get(loud)?.messages.at(-1)?.segment === sent,
  )
  const { one, other } = await compare(slow, personAt(engine.url, 'bo'))
  expect(one).toEqual(other)
  expect(resyncs).toBeGreaterThan(0)
  slow.close()
  ada.close()
  await proxy.close()
})

const never = (): never => {
  throw new Error('nobody')
}
