import { ada, bob } from '@parley/domain/testing'
import { memoryEventStore, memoryLog } from '@parley/event-store'
import * as E from 'fp-ts/lib/Either.js'
import { describe, expect, test } from 'vitest'
import type { RowSource } from '../src/index.ts'
import { create, send } from './support/commands.ts'
import { faultyRun } from './support/faulty-run.ts'
import { faultyStore } from './support/faulty-store.ts'
import type { Fault } from './support/faulty-store.ts'
import { accepted, failed, inLog, serviceOn } from './support/service.ts'

/** A service on a log with Ada's channel, over a line with these faults, one an append, and then none. */
const overFaults = async (...script: ReadonlyArray<Fault>) => {
  const log = memoryLog()
  await accepted(serviceOn(log).execute(create())())
  const faults = [...script]
  const store = faultyStore(memoryEventStore({ log }), { append: () => faults.shift() ?? 'none' })
  return { log, left: faults, service: serviceOn(log, undefined, { store }) }
}

describe('when the line to the log is bad', () => {
  test('CMD-9 a log that cannot be reached: Unavailable, nothing written; later the same command succeeds', async () => {
    const { log, service } = await overFaults('refused')
    expect(await failed(service.execute(send(ada, 'a'))())).toMatchObject({ _tag: 'Unavailable' })
    expect(inLog(log)).toHaveLength(3)
    expect(await accepted(service.execute(send(ada, 'a'))())).toMatchObject({
      events: 1,
      result: { segment: 1 },
    })
  })

  test('CMD-9 a rejection that cannot be confirmed is not told', async () => {
    const log = memoryLog()
    await accepted(serviceOn(log).execute(create())())
    const service = serviceOn(log, undefined, {
      store: faultyStore(memoryEventStore({ log }), { read: () => true }),
    })
    expect(await failed(service.execute(send(bob, 'a'))())).toMatchObject({ _tag: 'Unavailable' })
    expect(await accepted(service.execute(send(ada, 'a'))())).toMatchObject({ events: 1 })
  })

  test('CMD-9 a projection that cannot be reached, or throws: Unavailable', async () => {
    const log = memoryLog()
    const down: RowSource = { load: () => async () => E.left({ _tag: 'Unavailable', cause: 'down' }) }
    const broken: RowSource = { load: () => () => Promise.reject(new Error('broken')) }
    for (const rows of [down, broken])
      expect(await failed(serviceOn(log, undefined, { rows }).execute(create())())).toMatchObject({
        _tag: 'Unavailable',
      })
    expect(log.events).toEqual([])
  })

  test.each<{ readonly script: ReadonlyArray<Fault> }>([
    { script: ['unacknowledged'] },
    { script: ['lost'] },
    { script: ['late'] },
    { script: ['lost', 'refused', 'unacknowledged', 'refused'] },
    { script: ['late', 'lost', 'late'] },
  ])('CMD-10 an append in doubt is settled by appending it again: $script', async ({ script }) => {
    const { log, service, left } = await overFaults(...script)
    const both = await Promise.all(
      [send(ada, 'a'), send(ada, 'b')].map((one) => accepted(service.execute(one)())),
    )
    expect(both.map(({ result }) => result.segment)).toEqual([1, 2])
    expect(await accepted(service.execute(send(ada, 'c'))())).toMatchObject({ result: { segment: 3 } })
    expect(left).toEqual([])
    expect(inLog(log).map((event) => event.data['segment'])).toEqual([
      undefined,
      undefined,
      undefined,
      1,
      2,
      3,
    ])
  })

  test('CMD-10 what cannot be settled is in doubt; the same command settles it, and is there once', async () => {
    const { log, service } = await overFaults(
      'unacknowledged',
      ...Array.from({ length: 6 }, () => 'lost' as const),
    )
    const outcomes = await Promise.all([send(ada, 'a'), send(bob, 'b')].map((one) => service.execute(one)()))
    expect(outcomes).toMatchObject([{ left: { _tag: 'InDoubt' } }, { left: { _tag: 'Unavailable' } }])
    expect(await accepted(service.execute(send(ada, 'a'))())).toMatchObject({
      events: 0,
      result: { segment: 1 },
    })
    expect(inLog(log)).toHaveLength(4)
  })

  test('CMD-10 settled, but then not to be read: in doubt, never "nothing was written"', async () => {
    const log = memoryLog()
    await accepted(serviceOn(log).execute(create())())
    const faults: Array<Fault> = ['unacknowledged']
    const store = faultyStore(memoryEventStore({ log }), {
      append: () => faults.shift() ?? 'none',
      read: () => true,
    })
    expect(await failed(serviceOn(log, undefined, { store }).execute(send(ada, 'a'))())).toMatchObject({
      _tag: 'InDoubt',
    })
    expect(inLog(log)).toHaveLength(4)
  })

  test.each(Array.from({ length: 12 }, (_, seed) => seed))(
    'CMD-6 CMD-9 CMD-10 under random faults nothing acknowledged is lost or doubled (seed %i)',
    async (seed) => {
      const { lost, doubled, segments, wrong } = await faultyRun(seed, 60)
      expect({ lost, doubled, wrong }).toEqual({ lost: [], doubled: [], wrong: [] })
      expect(segments).toEqual(segments.map((_, n) => n + 1))
    },
  )
})
