import type { PendingCommand } from '../src/stream/pending-command.ts'
import type { RowKey, ChannelId } from '@parley/domain'
import { ada, bob, cleo } from '@parley/domain/testing'
import { memoryEventStore, memoryLog } from '@parley/event-store'
import * as E from 'fp-ts/lib/Either.js'
import fc from 'fast-check'
import { expect, test } from 'vitest'
import type { RowSource } from '../src/index.ts'
import { streamLimits } from '../src/stream/limits.ts'
import { CommandQueue } from '../src/stream/command-queue.ts'
import { create, join, send } from './support/commands.ts'
import { rowsOf } from '../src/testing/log-rows.ts'
import { accepted, heldStore, inLog, type Outcome, serviceOn, until } from './support/service.ts'

/** A channel of Ada's and of others', whose first append since then waits while it is held, as Ada's message does. */
const busyChannel = async (members: ReadonlyArray<typeof ada>, limits: Partial<typeof streamLimits>) => {
  const log = memoryLog()
  await accepted(serviceOn(log).execute(create(members))())
  const held = heldStore(memoryEventStore({ log }))
  const service = serviceOn(log, undefined, { store: held.store, limits })
  for (const by of [ada, ...members]) await accepted(service.execute(send(by, `hello ${by}`))())
  const before = held.sizes().length
  held.hold()
  const first = service.execute(send(ada, 'first'))()
  await until(() => held.sizes().length === before + 1)
  return { log, service, letGo: held.letGo, first, sizes: () => held.sizes().slice(before) }
}

const many = (count: number): ReadonlyArray<string> => Array.from({ length: count }, (_, n) => `m${n}`)
const tagOf = (outcome: Outcome): string => (E.isRight(outcome) ? 'accepted' : outcome.left._tag)
const counted = (outcomes: ReadonlyArray<Outcome>, tag: string): number =>
  outcomes.filter((outcome) => tagOf(outcome) === tag).length

test('CMD-25: who does not belong takes no place of those who do, however much they send', async () => {
  const { service, letGo, first } = await busyChannel([], { waiting: 8, waitingOutside: 4 })
  const theirs = many(1_000).map((name) => service.execute(send(bob, name))())
  const hers = many(7).map((name) => service.execute(send(ada, name))())
  letGo()
  const answers = await Promise.all(theirs)
  expect((await Promise.all([first, ...hers])).map(tagOf)).toEqual(Array(8).fill('accepted'))
  expect([counted(answers, 'Overloaded'), counted(answers, 'Rejected')]).toEqual([996, 4])
})

test('CMD-25: nor do they go first', async () => {
  const { service, letGo, first } = await busyChannel([], { batch: 8 })
  const order: Array<string> = []
  const note = async (who: string, outcome: Promise<Outcome>): Promise<void> => {
    await outcome
    order.push(who)
  }
  const all = [
    ...many(100).map((name) => note('stranger', service.execute(send(bob, name))())),
    ...many(7).map((name) => note('member', service.execute(send(ada, name))())),
  ]
  letGo()
  await Promise.all([first, ...all])
  // What was looked up before Ada's came, and one of a batch's eight beside hers.
  expect(order.lastIndexOf('member')).toBeLessThan(7 + 3 * 8)
})

test('CMD-25: who has just been added gets in, though no projection shows it and a stranger fills the lane', async () => {
  const { log, service, letGo, first } = await busyChannel([], { waitingOutside: 8, batch: 2 })
  const stranger = many(50).map((name) => service.execute(send(cleo, name))())
  await accepted(serviceOn(log).execute(join(bob))())
  const sent = service.execute(send(bob, 'I am in'))()
  letGo()
  expect([tagOf(await first), tagOf(await sent)]).toEqual(['accepted', 'accepted'])
  expect(counted(await Promise.all(stranger), 'accepted')).toBe(0)
})

test('CMD-26: places are shared by person: who has most gives up one to who has less', async () => {
  const { service, letGo, first } = await busyChannel([bob, cleo], { waiting: 8 })
  const [bobs, cleos] = [bob, cleo].map((by) => many(20).map((name) => service.execute(send(by, name))()))
  letGo()
  const [ofBob, ofCleo] = [await Promise.all(bobs ?? []), await Promise.all(cleos ?? [])]
  await accepted(first)
  // Eight places: Ada's that is under way, and seven in all for the two.
  expect([counted(ofBob, 'accepted'), counted(ofCleo, 'accepted')].toSorted((a, b) => a - b)).toEqual([3, 4])
  expect(ofBob.map(tagOf).lastIndexOf('accepted')).toBeLessThan(4)
})

test('CMD-26: people take turns where more wait than go into one append', async () => {
  const { log, service, letGo, first } = await busyChannel([bob, cleo], { batch: 4 })
  const all = [
    ...many(40).map((name) => service.execute(send(bob, name))()),
    service.execute(send(cleo, 'one'))(),
  ]
  letGo()
  await Promise.all([first, ...all].map(accepted))
  const senders = inLog(log).flatMap(
    ({ data }) => JSON.stringify(data).match(/"senderId":"(\w+)"/)?.[1] ?? [],
  )
  // Three to say hello, and Ada's; two batches may have been on their way before Cleo's came.
  expect(senders.lastIndexOf(cleo)).toBeLessThan(4 + 3 * 4)
})

test('CMD-27: who asks for streams that do not exist drives out none that is in use', async () => {
  const log = memoryLog()
  await accepted(serviceOn(log).execute(create())())
  const inLogNow = rowsOf(log)
  let lookUps = 0
  const rows: RowSource = {
    load: (stream, keys) => async () => {
      lookUps++
      return inLogNow.load(stream, keys)()
    },
  }
  const service = serviceOn(log, undefined, { rows, mostMailboxes: 4 })
  await accepted(service.execute(send(ada, 'a'))())
  for (const n of many(40).keys()) {
    const channelId = `00000000-0000-4000-8000-${String(n).padStart(12, '0')}` as ChannelId
    await service.execute({ ...join(bob), type: 'JoinChannel', channelId })()
  }
  lookUps = 0
  await accepted(service.execute(send(ada, 'b'))())
  expect(lookUps).toBe(0)
})

const keyOf = (text: string): RowKey => ({ kind: 'member', parts: [text], text })

/** A command of somebody, known by a number. */
const numbered = (n: number, by: string): PendingCommand => ({
  given: undefined,
  keys: [keyOf(String(n))],
  presumedAbsent: [],
  by,
  entry: keyOf(by),
  answer: () => {},
})

test('CMD-28: everybody’s commands keep their order, whoever comes to belong meanwhile, or does so no more', () => {
  type Step =
    | { readonly what: 'push'; readonly by: string }
    | { readonly what: 'take' }
    | { readonly what: 'turn'; readonly by: string }
  const who = fc.constantFrom('a', 'b')
  const step: fc.Arbitrary<Step> = fc.oneof(
    { weight: 6, arbitrary: who.map((by) => ({ what: 'push', by }) as const) },
    { weight: 1, arbitrary: fc.constant({ what: 'take' } as const) },
    { weight: 1, arbitrary: who.map((by) => ({ what: 'turn', by }) as const) },
  )
  fc.assert(
    fc.property(fc.array(step, { maxLength: 200, size: 'max' }), (steps) => {
      const members = new Set<string>()
      const limits = { ...streamLimits, batch: 3, waiting: 12, waitingOutside: 6 }
      const room = new CommandQueue(limits, ({ text }) => members.has(text))
      const last = new Map<string, number>()
      let pushed = 0
      let gone = 0
      const turn = (by: string): void => {
        if (!members.delete(by)) members.add(by)
      }
      const take = (): void => {
        const taken = room.take()
        expect(taken.length).toBeLessThanOrEqual(limits.batch)
        for (const { by, answer, keys } of taken) {
          const command = Number(keys[0]?.text)
          expect(command).toBeGreaterThan(last.get(by) ?? -1)
          last.set(by, command)
          gone++
          answer(E.left({ _tag: 'Unavailable', cause: 'none' }))
        }
      }
      for (const one of steps) {
        if (one.what === 'take') take()
        else if (one.what === 'turn') turn(one.by)
        else {
          const { by } = one
          const pending = numbered(pushed++, by)
          if (room.push(pending) !== undefined) gone++
        }
      }
      while (room.size > 0) take()
      expect(gone).toBe(pushed)
    }),
  )
})

test('CMD-11: a command that is answered twice, by a round that was given up and by its end, frees its room once', () => {
  const limits = { ...streamLimits, batch: 2, waiting: 2 }
  const room = new CommandQueue(limits, () => true)
  const told: Array<number> = []
  const push = (command: number): boolean =>
    room.push({ ...numbered(command, 'a'), answer: () => told.push(command) }) === undefined
  expect([push(1), push(2), push(3)]).toEqual([true, true, false])
  const late = E.left({ _tag: 'Unavailable', cause: 'no answer' } as const)
  for (const { answer } of room.take()) for (let n = 0; n < 5; n += 1) answer(late)
  expect(told).toEqual([1, 2])
  expect([push(4), push(5), push(6)]).toEqual([true, true, false])
})
