import { type Client, connect, type ShownMessage } from '@parley/client'
import { mostNamed, type MessageView } from '@parley/contract'
import { mainFeed, type TenantId } from '@parley/domain'
import * as sample from '@parley/domain/testing'
import * as E from 'fp-ts/lib/Either.js'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { create, online } from './support/activity.ts'
import { cuttingProxy } from './support/cutting-proxy.ts'
import { freshEngine, personAt, seen, tokenOf } from './support/engine.ts'
import { random } from './support/random.ts'

let engine: Awaited<ReturnType<typeof freshEngine>>
beforeAll(async () => {
  engine = await freshEngine()
})
afterAll(() => engine.close())

const people = ['ada', 'bo', 'cy', 'di', 'ed', 'fay', 'gus', 'hal']
const names = ['👍', 'tea'].map(sample.reactionName)

const asked = <A>(answer: E.Either<unknown, A>): A => {
  if (E.isLeft(answer)) throw new Error(JSON.stringify(answer.left))
  return answer.right
}

/** What is the same for all who see a message as the same person. */
const counted = ({ reactions }: MessageView) => reactions.map(({ name, count, mine }) => [name, count, mine])

/** Hal follows over a connection that is cut again and again, while everybody, Hal too, comes and goes at two names. */
const reactedTo = async (seed: number) => {
  const r = random(seed)
  const tenant = `react-${seed}-${Date.now().toString(36)}` as TenantId
  const proxy = await cuttingProxy(engine.port)
  const all = people.map((name) => personAt(engine.url, name, tenant))
  const [ada] = all
  if (ada === undefined) throw new Error('nobody')
  const token = (): Promise<string> => tokenOf('hal', tenant)
  const hal = connect({ url: `ws://127.0.0.1:${proxy.port}/ws`, token, wait: () => r.below(5) })
  await Promise.all([...all, hal].map(online))
  const channelId = await create(ada, people)
  const sent = asked(await ada.send({ channelId, body: sample.text('tea?') }))
  const { messageId } = sent.result
  if (messageId === undefined) throw new Error('no message')
  void hal.open(channelId)

  const shownBy = (client: Client): ShownMessage | undefined =>
    client
      .state()
      .timelines.get(channelId)
      ?.messages.find((one) => one.messageId === messageId)
  let latest = sent.position
  const one = async (): Promise<void> => {
    const type = r.chance(0.6) ? 'AddReaction' : 'RemoveReaction'
    const answer = await r.pick(all).command({ type, channelId, messageId, name: r.pick(names) })
    latest = Math.max(latest, asked(answer).position) as typeof latest
  }
  for (let round = 0; round < 60; round += 1) {
    if (r.chance(0.2)) proxy.cutAfter(r.chance(0.3) ? 0 : r.below(4_000))
    await Promise.all(Array.from({ length: 1 + r.below(12) }, one))
  }
  proxy.cutAfter(Number.POSITIVE_INFINITY)
  const fresh = personAt(engine.url, 'hal', tenant)
  await online(fresh)
  await fresh.open(channelId)
  for (const client of [hal, fresh])
    await seen(client, ({ status, timelines, conversations }) => {
      const position = conversations.get(channelId)?.channel.position ?? 0
      return status === 'online' && timelines.get(channelId)?.loaded === true && position >= latest
    })
  const page = asked(await fresh.query({ type: 'history', channelId, feedId: mainFeed, atLeast: latest }))
  const everybody = new Map<string, ReadonlyArray<string>>()
  for (const name of names) {
    const answer = asked(
      await fresh.query({ type: 'reactions', channelId, messageId, name, atLeast: latest }),
    )
    everybody.set(name, answer.value.people)
  }
  const [stored] = page.value.messages
  const found = { followed: shownBy(hal), fresh: shownBy(fresh), stored, everybody }
  for (const client of [...all, hal, fresh]) client.close()
  await proxy.close()
  return found
}

test.each([1, 2, 3, 4])(
  'SYNC-30 SDK-1 SDK-151: who followed along counts what one counts who has just come, and what is stored: seed %i',
  async (seed) => {
    const { followed, fresh, stored, everybody } = await reactedTo(seed)
    if (followed === undefined || fresh === undefined || stored === undefined) throw new Error('not shown')
    expect(counted(followed)).toEqual(counted(stored))
    expect(counted(fresh)).toEqual(counted(stored))
    expect(stored.reactions.map(({ name, count }) => [name, count])).toEqual(
      names
        .map((name) => [name, everybody.get(name)?.length] as const)
        .filter(([, count]) => count !== 0)
        .toSorted(([a], [b]) => (a < b ? -1 : 1)),
    )
    for (const { name, userIds } of [followed, fresh, stored].flatMap(({ reactions }) => reactions)) {
      expect(userIds.length).toBeLessThanOrEqual(mostNamed)
      expect(everybody.get(name)).toEqual(expect.arrayContaining([...userIds]))
    }
  },
)
