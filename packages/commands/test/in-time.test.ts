import { ada } from '@parley/domain/testing'
import { memoryEventStore, memoryLog } from '@parley/event-store'
import * as E from 'fp-ts/lib/Either.js'
import { expect, test } from 'vitest'
import type { CommandServiceOptions } from '../src/index.ts'
import { create, send } from './support/commands.ts'
import { rowsOf } from '../src/testing/log-rows.ts'
import { accepted, failed, heldStore, inLog, serviceOn, until } from './support/service.ts'

/** A limit that is over when the test says so. */
const byHand = () => {
  let over = Promise.withResolvers<'late'>()
  return {
    inTime: ((work) => Promise.race([work, over.promise])) satisfies CommandServiceOptions['inTime'],
    pass: (): void => {
      over.resolve('late')
      over = Promise.withResolvers()
    },
  }
}

const turns = async (): Promise<void> => {
  for (let n = 0; n < 20; n++) await new Promise((resolve) => setImmediate(resolve))
}

test('CMD-22 a log that hangs: who wrote is in doubt, who waits is told at once, and both may come again', async () => {
  const log = memoryLog()
  await accepted(serviceOn(log).execute(create())())
  const held = heldStore(memoryEventStore({ log }))
  const { inTime, pass } = byHand()
  const service = serviceOn(log, undefined, { store: held.store, inTime })
  held.hold()
  const first = failed(service.execute(send(ada, 'a'))())
  await until(() => held.sizes().length === 1)
  const second = failed(service.execute(send(ada, 'b'))())
  await turns()
  pass()
  expect(await first).toMatchObject({ _tag: 'InDoubt' })
  expect(await second).toMatchObject({ _tag: 'Unavailable' })
  // It goes on hanging: the next are answered as well.
  const third = failed(service.execute(send(ada, 'a'))())
  await until(() => held.sizes().length === 2)
  pass()
  expect(await third).toMatchObject({ _tag: 'InDoubt' })
  held.letGo()
  expect(await accepted(service.execute(send(ada, 'a'))())).toMatchObject({ result: { segment: 1 } })
  expect(await accepted(service.execute(send(ada, 'b'))())).toMatchObject({ result: { segment: 2 } })
  expect(inLog(log)).toHaveLength(5)
})

test('CMD-22 a log that can not be read, and a projection that hangs: nothing was written', async () => {
  const log = memoryLog()
  await accepted(serviceOn(log).execute(create())())
  const never = new Promise<never>(() => {})
  const store = { ...memoryEventStore({ log }), readStream: () => () => never }
  const reading = byHand()
  const rejected = failed(
    serviceOn(log, () => 0, { store, inTime: reading.inTime }).execute(send(ada, 'a'))(),
  )
  const looking = byHand()
  const rows = { load: () => () => never }
  const hanging = serviceOn(log, undefined, { rows, inTime: looking.inTime })
  const looked = failed(hanging.execute(send(ada, 'a'))())
  await turns()
  reading.pass()
  looking.pass()
  expect(await rejected).toMatchObject({ _tag: 'Unavailable' })
  expect(await looked).toMatchObject({ _tag: 'Unavailable' })
  expect(inLog(log)).toHaveLength(3)
})

test('CMD-22 what was given up tries nothing more', async () => {
  const log = memoryLog()
  await accepted(serviceOn(log).execute(create())())
  const { inTime, pass } = byHand()
  let appends = 0
  let pausing = Promise.withResolvers<void>()
  const paused = Promise.withResolvers<void>()
  const store = {
    ...memoryEventStore({ log }),
    append: () => async () => {
      appends += 1
      return E.left({ _tag: 'InDoubt', cause: 'no answer' } as const)
    },
  }
  const pause = (): Promise<void> => {
    paused.resolve()
    return pausing.promise
  }
  const service = serviceOn(log, undefined, { store, inTime, pause, rows: rowsOf(log) })
  const answer = failed(service.execute(send(ada, 'a'))())
  await paused.promise
  pass()
  expect(await answer).toMatchObject({ _tag: 'InDoubt' })
  pausing.resolve()
  pausing = Promise.withResolvers()
  await turns()
  expect(appends).toBe(1)
})
