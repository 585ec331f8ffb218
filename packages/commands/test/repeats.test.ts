import { channelStream } from '@parley/domain'
import { acme, ada, adasChannel, bob, cleo } from '@parley/domain/testing'
import { memoryEventStore, memoryLog } from '@parley/event-store'
import type { Appended, EventStore, MemoryLog } from '@parley/event-store'
import * as E from 'fp-ts/lib/Either.js'
import { describe, expect, test } from 'vitest'
import { create, edit, idOf, join, leave, markRead, rename, send } from './support/commands.ts'
import { empty, fresh } from '../src/testing/log-rows.ts'
import type { Lag } from '../src/testing/log-rows.ts'
import { accepted, carryOut, failed, inLog, serviceOn } from './support/service.ts'

const lags: ReadonlyArray<readonly [string, Lag]> = [
  ['fresh', fresh],
  ['half way', (last) => Math.floor(last / 2)],
  ['one behind', (last) => last - 1],
  ['empty', empty],
]

test.each(lags)(
  'CMD-35: a repeat by who is no member any more is accepted, and tells nothing of where the stream stands: %s',
  async (_, lag) => {
    const log = memoryLog()
    const one = serviceOn(log, lag)
    await accepted(one.execute(create([bob]))())
    const first = await accepted(one.execute(send(bob, 'hi'))())
    const own = await accepted(one.execute(edit(bob, 'fix', idOf(bob, 'hi'), 'Hi'))())
    expect([first.revision, own.revision]).toEqual([4, 5])
    expect(await accepted(one.execute(send(bob, 'hi'))())).toMatchObject({
      revision: 5,
      position: 6,
      events: 0,
    })
    await accepted(one.execute(leave(bob))())
    await accepted(one.execute(send(ada, 'they are gone'))())
    for (const service of [one, serviceOn(log, lag)])
      for (const again of [send(bob, 'hi'), edit(bob, 'fix', idOf(bob, 'hi'), 'Hi'), leave(bob)])
        expect(await accepted(service.execute(again)())).toMatchObject({
          revision: 0,
          position: 0,
          events: 0,
        })
    expect(await accepted(one.execute(send(bob, 'hi'))())).toMatchObject({
      result: { messageId: idOf(bob, 'hi'), segment: 1 },
    })
  },
)

test('CMD-36: what is held against a command keeps it from making events, and a repeat makes none', async () => {
  const log = memoryLog()
  const service = serviceOn(log)
  const refused = { _tag: 'TooManyChannels', most: 1 } as const
  expect(await failed(service.execute(create(), { refused })())).toEqual({
    _tag: 'Rejected',
    rejection: refused,
  })
  expect(inLog(log)).toHaveLength(0)
  const first = await accepted(service.execute(create())())
  expect(await accepted(service.execute(create(), { refused })())).toEqual({ ...first, events: 0 })
  expect(await failed(service.execute(rename(bob, 'r', 'x'), { refused })())).toMatchObject({
    rejection: { _tag: 'NotAMember' },
  })
  const both = [service.execute(send(ada, 'a'), { refused })(), service.execute(send(ada, 'b'))()]
  expect(await Promise.all(both)).toMatchObject([
    { left: { rejection: refused } },
    { right: { events: 1, result: { segment: 1 } } },
  ])
})

test('CMD-35: who created a channel and left it learns no more of it by creating it again', async () => {
  const log = memoryLog()
  const service = serviceOn(log)
  await accepted(service.execute(create())())
  await accepted(service.execute(leave(ada))())
  await accepted(service.execute(join(bob))())
  expect(await accepted(service.execute(create())())).toEqual({
    revision: 0,
    position: 0,
    events: 0,
    result: { channelId: adasChannel },
  })
})

const script = [
  create([bob]),
  send(ada, 'hello'),
  send(bob, 'hi'),
  edit(ada, 'fix', idOf(ada, 'hello'), 'Hello'),
  join(cleo),
  send(cleo, 'me too'),
  markRead(cleo, 2),
  rename(ada, 'new name', 'lounge'),
  leave(cleo),
  send(ada, 'bye'),
]

/** A store that answers an append of events that it has already with these, as they were recorded. */
const handsOutWhatItHad = (log: MemoryLog): EventStore => {
  const memory = memoryEventStore({ log })
  return {
    ...memory,
    append: (stream, expected, events) => async () => {
      const appended = await memory.append(stream, expected, events)()
      if (E.isLeft(appended) || appended.right.events.length > 0) return appended
      const had = (log.streams.get(stream)?.events ?? []).filter(({ id }) =>
        events.some((one) => one.id === id),
      )
      return E.right<never, Appended>({ ...appended.right, events: had })
    },
  }
}

describe('the same command again', () => {
  test.each(lags)(
    'CMD-6 after a crash, the projection %s: the first result, and no event',
    async (_, lag) => {
      const log = memoryLog()
      const first = serviceOn(log)
      const results = []
      for (const command of script) results.push((await accepted(carryOut(first, command))).result)
      const length = log.events.length

      for (const [n, command] of script.entries()) {
        const again = await accepted(carryOut(serviceOn(log, lag), command))
        expect(again).toMatchObject({ events: 0, result: results[n] })
        // Cleo has left by then, and is told of no position (CMD-35); of her inbox she is.
        const isToldOf = command.type === 'MarkRead' || command.by !== cleo
        expect(again.position > 0).toBe(isToldOf)
      }
      const restarted = serviceOn(log, lag)
      const answers = script.map((command) => accepted(carryOut(restarted, command)))
      expect((await Promise.all(answers)).map(({ result }) => result)).toEqual(results)
      expect(log.events).toHaveLength(length)
    },
  )

  test('CMD-6 twice at once, in one process and in two: one event, one result', async () => {
    const log = memoryLog()
    const services = [serviceOn(log), serviceOn(log, empty)]
    for (const service of services) await accepted(service.execute(create())())
    const answers = await Promise.all(
      [0, 1, 0, 1].map((n) => accepted(carryOut(services[n] ?? serviceOn(log), send(ada, 'hello')))),
    )
    expect(answers.map(({ result }) => result)).toEqual(
      Array.from({ length: 4 }, () => ({ messageId: idOf(ada, 'hello'), segment: 1 })),
    )
    expect(answers.map(({ events }) => events > 0).filter(Boolean)).toEqual([true])
    expect(inLog(log)).toHaveLength(4)
  })

  test('CMD-6 the first text under a name stands, even where a stale process writes another', async () => {
    const log = memoryLog()
    await accepted(serviceOn(log).execute(create())())
    const stale = serviceOn(log, () => 2)
    await accepted(stale.execute(join(ada))())
    await accepted(serviceOn(log).execute(send(ada, 'name', 'first'))())
    expect(await accepted(stale.execute(send(ada, 'name', 'second'))())).toMatchObject({
      events: 0,
      result: { segment: 1 },
    })
    expect(inLog(log).at(-1)).toMatchObject({ data: { body: { text: 'first' } } })
    // And the process goes on from what the log has, not from what it would have written.
    expect(await accepted(stale.execute(edit(ada, 'e', idOf(ada, 'name'), 'second'))())).toMatchObject({
      events: 1,
    })
  })

  test.each([{ between: false }, { between: true }])(
    'CMD-6 a log that hands out what others wrote under these ids is taken at its word (others between: $between)',
    async ({ between }) => {
      const log = memoryLog()
      await accepted(serviceOn(log).execute(create())())
      const stale = serviceOn(log, () => 1, { store: handsOutWhatItHad(log) })
      await accepted(stale.execute(join(ada))())
      if (between) await accepted(serviceOn(log).execute(rename(ada, 'r1', 'lounge'))())
      await accepted(serviceOn(log).execute(send(ada, 'name', between ? 'second' : 'first'))())
      await accepted(stale.execute(send(ada, 'name', 'second'))())
      const after = between ? rename(ada, 'r2', 'lounge') : edit(ada, 'e', idOf(ada, 'name'), 'second')
      expect(await accepted(stale.execute(after)())).toMatchObject({ events: between ? 0 : 1 })
    },
  )

  test('CMD-16 the log has events of a command that the rows do not show: a fault, told once, of this command', async () => {
    const elsewhere = memoryLog()
    await accepted(serviceOn(elsewhere).execute(create())())
    await accepted(serviceOn(elsewhere).execute(send(ada, 'named'))())
    const id = inLog(elsewhere).at(-1)?.id ?? ''

    const log = memoryLog()
    await accepted(serviceOn(log).execute(create())())
    await accepted(serviceOn(log).execute(rename(ada, 'r', 'lounge'))())
    const [renamed] = inLog(log).slice(-1)
    if (renamed === undefined) throw new Error('it was not renamed')
    const { type, data, metadata } = renamed
    const stream = channelStream(acme, adasChannel)
    await memoryEventStore({ log }).append(stream, 'any', [{ id, type, data, metadata }])()

    const service = serviceOn(log)
    const outcomes = await Promise.all(
      ['before', 'named', 'after'].map((name) => service.execute(send(ada, name))()),
    )
    expect(outcomes).toMatchObject([
      { right: { events: 1, result: { segment: 1 } } },
      { left: { _tag: 'Corrupt' } },
      { right: { events: 1, result: { segment: 2 } } },
    ])
  })
})
