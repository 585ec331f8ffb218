import { adasChannel, bob, commandId } from '@parley/domain/testing'
import { acceptedAt, fakeCommands, type Outcome } from '@parley/engine/testing'
import { fakeClock } from '@parley/runtime/testing'
import fc from 'fast-check'
import * as E from 'fp-ts/lib/Either.js'
import { expect, test } from 'vitest'
import { shares } from '../src/shares.ts'
import { create, engineInMemory, personOf } from './support/engines.ts'

/** Work that ends when a test says so. */
const works = () => {
  const begun: Array<{ readonly name: string; readonly end: () => void }> = []
  const work = (name: string) => (): Promise<string> => {
    const { promise, resolve } = Promise.withResolvers<string>()
    begun.push({ name, end: () => resolve(name) })
    return promise
  }
  return { begun, work, names: () => begun.map(({ name }) => name) }
}
const turn = (): Promise<void> => new Promise((resolve) => setImmediate(resolve))
const late = (): string => 'too late'

test('ENGINE-70: of each person so much is under way; the rest follows in order, as there is room', async () => {
  const { begun, work, names } = works()
  const all = shares(3, 1_000, fakeClock())
  const outcomes = [
    all.take('ada', 2, work('a'), late),
    all.take('ada', 2, work('b'), late),
    // It would have room, and does not overtake.
    all.take('ada', 1, work('c'), late),
    all.take('bob', 1, work('d'), late),
  ]
  expect(names()).toEqual(['a', 'd'])
  begun[0]?.end()
  await turn()
  expect(names()).toEqual(['a', 'd', 'b', 'c'])
  for (const { end } of begun) end()
  expect(await Promise.all(outcomes)).toEqual(['a', 'b', 'c', 'd'])
  expect(all.size()).toBe(0)
})

test('ENGINE-70: what is more than a share is under way alone', async () => {
  const { begun, work, names } = works()
  const all = shares(3, 1_000, fakeClock())
  for (const [name, cost] of [
    ['a', 1],
    ['b', 9],
    ['c', 1],
  ] as const)
    void all.take('ada', cost, work(name), late)
  expect(names()).toEqual(['a'])
  begun[0]?.end()
  await turn()
  expect(names()).toEqual(['a', 'b'])
  begun[1]?.end()
  await turn()
  expect(names()).toEqual(['a', 'b', 'c'])
})

test('ENGINE-70: what fails gives its room on', async () => {
  const { work, names } = works()
  const all = shares(1, 1_000, fakeClock())
  const failing = all.take('ada', 1, () => Promise.reject(new Error('no')), late)
  void all.take('ada', 1, work('next'), late)
  await expect(failing).rejects.toThrow('no')
  await turn()
  expect(names()).toEqual(['next'])
})

test('ENGINE-70: what has waited too long is not begun', async () => {
  const clock = fakeClock()
  const { begun, work, names } = works()
  const all = shares(1, 1_000, clock)
  const first = all.take('ada', 1, work('a'), late)
  const second = all.take('ada', 1, work('b'), late)
  clock.advance(500)
  const third = all.take('ada', 1, work('c'), late)
  clock.advance(500)
  expect(await second).toBe('too late')
  begun[0]?.end()
  expect(await first).toBe('a')
  await turn()
  expect(names()).toEqual(['a', 'c'])
  clock.advance(5_000)
  begun[1]?.end()
  expect(await third).toBe('c')
  expect(all.size()).toBe(0)
})

test('ENGINE-70: everything is done once, in its person’s order, and never more at once than a share', async () => {
  const pieces = fc.array(
    fc.record({ whose: fc.constantFrom('ada', 'bob'), cost: fc.integer({ min: 1, max: 5 }) }),
    { maxLength: 20 },
  )
  await fc.assert(
    fc.asyncProperty(
      pieces,
      fc.integer({ min: 1, max: 4 }),
      fc.infiniteStream(fc.nat()),
      async (all, most, picks) => {
        const share = shares(most, 1_000, fakeClock())
        const running: Array<{ readonly whose: string; readonly cost: number; readonly end: () => void }> = []
        const order: Array<number> = []
        for (const [n, { whose, cost }] of all.entries())
          void share.take(
            whose,
            cost,
            () => {
              order.push(n)
              const { promise, resolve } = Promise.withResolvers<void>()
              running.push({ whose, cost, end: resolve })
              return promise
            },
            () => undefined,
          )
        while (running.length > 0) {
          for (const name of ['ada', 'bob']) {
            const mine = running.filter(({ whose }) => whose === name)
            const cost = mine.reduce((sum, one) => sum + one.cost, 0)
            expect(mine.length === 1 || cost <= most).toBe(true)
          }
          const { value } = picks.next()
          running.splice(Number(value) % running.length, 1)[0]?.end()
          await turn()
        }
        for (const name of ['ada', 'bob']) {
          const mine = all.flatMap(({ whose }, n) => (whose === name ? [n] : []))
          expect(order.filter((n) => all[n]?.whose === name)).toEqual(mine)
        }
        expect(share.size()).toBe(0)
      },
    ),
    { numRuns: 100 },
  )
})

const join = (name: string) =>
  ({ type: 'JoinChannel', commandId: commandId(name), channelId: adasChannel }) as const

test('ENGINE-70: of a person’s thousand commands eight are under way, and of somebody else’s those too', async () => {
  const commands = fakeCommands()
  const { engine } = engineInMemory({ commands })
  const names = (): ReadonlyArray<string> => commands.asked.map(({ command }) => command.commandId)
  for (let n = 0; n < 100; n += 1) void engine.execute(personOf(), join(`a${n}`))()
  void engine.execute(personOf(bob), join('b'))()
  expect(names()).toEqual([...Array.from({ length: 8 }, (_, n) => `a${n}`), 'b'])
  commands.asked[0]?.answer(acceptedAt(1))
  await turn()
  expect(names().slice(9)).toEqual(['a8'])
})

test('ENGINE-70: what waits five seconds for those before it is refused, and may be said again', async () => {
  const commands = fakeCommands()
  const { engine, clock } = engineInMemory({ commands })
  const all = Array.from({ length: 9 }, (_, n) => engine.execute(personOf(), join(`a${n}`))())
  clock.advance(5_000)
  expect(await all[8]).toEqual(E.left({ _tag: 'Overloaded', retryAfter: 500 }))
})

const notFound: Outcome = E.left({ _tag: 'Rejected', rejection: { _tag: 'ChannelNotFound' } })

test('GW-61: commands for channels that are not there cost ten times as much', async () => {
  const { engine, clock } = engineInMemory({ commands: fakeCommands(() => notFound) })
  const tags: Array<string> = []
  for (let n = 0; n < 60; n += 1) {
    const outcome = await engine.execute(personOf(), join(`a${n}`))()
    tags.push(E.isLeft(outcome) ? outcome.left._tag : 'accepted')
  }
  expect(tags.filter((tag) => tag === 'Rejected')).toHaveLength(50)
  expect(tags.slice(50)).toEqual(Array.from({ length: 10 }, () => 'RateLimited'))
  clock.advance(100)
  expect(await engine.execute(personOf(), join('later'))()).toEqual(notFound)
})

test('GW-61: who puts people into channels is held to how many; what they say besides costs none of it', async () => {
  const { engine, clock } = engineInMemory({ commands: fakeCommands(() => acceptedAt(1)) })
  const people = Array.from({ length: 200 }, () => bob)
  expect(await engine.execute(personOf(), create('one', ...people))()).toMatchObject({ _tag: 'Right' })
  expect(await engine.execute(personOf(), create('two', ...people))()).toEqual(
    E.left({ _tag: 'RateLimited', retryAfter: 5_000 }),
  )
  expect(await engine.execute(personOf(), join('j'))()).toMatchObject({ _tag: 'Right' })
  clock.advance(5_000)
  expect(await engine.execute(personOf(), create('two', ...people))()).toMatchObject({ _tag: 'Right' })
})
