import { randomUUID } from 'node:crypto'
import { channelStream, inboxStream } from '@parley/domain'
import type { Revision } from '@parley/domain'
import { acme, ada, adasChannel } from '@parley/domain/testing'
import { memoryEventStore, memoryLog } from '@parley/event-store'
import type { MemoryLog } from '@parley/event-store'
import { describe, expect, test } from 'vitest'
import { create, markRead, send } from './support/commands.ts'
import { empty } from '../src/testing/log-rows.ts'
import { accepted, failed, inLog, serviceOn } from './support/service.ts'

const stream = channelStream(acme, adasChannel)

const withChannel = async (...messages: ReadonlyArray<string>): Promise<MemoryLog> => {
  const log = memoryLog()
  const service = serviceOn(log)
  await accepted(service.execute(create())())
  for (const name of messages) await accepted(service.execute(send(ada, name))())
  return log
}

const foreign = async (log: MemoryLog, name = stream): Promise<void> => {
  const event = { id: randomUUID(), type: 'Paid', data: { amount: 3 }, metadata: {} }
  await memoryEventStore({ log }).append(name, 'any', [event])()
}

/** An operator lets what is before a revision be read no more. */
const truncate = (log: MemoryLog, before: number, name = stream): Promise<unknown> =>
  memoryEventStore({ log }).setStreamMetadata(name, { truncateBefore: before as Revision })()

describe('what others wrote in a stream', () => {
  test('CMD-20 is passed over, and counts as a revision', async () => {
    const log = await withChannel('a')
    await foreign(log)
    const behind = serviceOn(log, () => 2)
    expect(await accepted(behind.execute(send(ada, 'b'))())).toMatchObject({
      revision: 5,
      result: { segment: 2 },
    })
    await foreign(log)
    expect(await accepted(behind.execute(send(ada, 'c'))())).toMatchObject({
      revision: 7,
      result: { segment: 3 },
    })
    expect(await accepted(behind.execute(send(ada, 'b'))())).toMatchObject({
      events: 0,
      result: { segment: 2 },
    })
    expect(inLog(log)).toHaveLength(8)
  })

  test('CMD-20 may stand before a channel is created, and in an inbox', async () => {
    const log = memoryLog()
    await foreign(log)
    await foreign(log, inboxStream(acme, ada))
    const service = serviceOn(log, empty)
    expect(await accepted(service.execute(create())())).toMatchObject({ revision: 3 })
    await accepted(service.execute(send(ada, 'a'))())
    expect(await accepted(service.execute(markRead(ada, 1))())).toMatchObject({ revision: 1, events: 1 })
  })
})

describe('what the log keeps no more', () => {
  test('CMD-21 does not matter where the projection has it', async () => {
    const log = await withChannel('a', 'b')
    await truncate(log, 4)
    expect(await accepted(serviceOn(log).execute(send(ada, 'c'))())).toMatchObject({ result: { segment: 3 } })
    // Nor where nothing at all can be read.
    await truncate(log, 1_000)
    expect(await accepted(serviceOn(log).execute(send(ada, 'd'))())).toMatchObject({ result: { segment: 4 } })
  })

  test.each([1, 4])('CMD-21 is said where nothing has it any more (before %i)', async (before) => {
    const log = await withChannel('a', 'b')
    await truncate(log, before)
    const error = await failed(serviceOn(log, empty).execute(send(ada, 'c'))())
    expect(error).toMatchObject({ _tag: 'Corrupt', stream, missing: { from: 0, to: before - 1 } })
    expect(inLog(log)).toHaveLength(5)
  })

  test('CMD-21 is said, too, where nothing is left: a channel that was is not told not to be', async () => {
    const log = await withChannel('a', 'b')
    await truncate(log, 1_000)
    for (const command of [send(ada, 'c'), send(ada, 'a'), create()])
      expect(await failed(serviceOn(log, empty).execute(command)())).toMatchObject({
        _tag: 'Corrupt',
        stream,
      })
    expect(await failed(serviceOn(log, empty).execute(markRead(ada, 1))())).toMatchObject({
      _tag: 'Corrupt',
      stream,
    })
    expect(inLog(log)).toHaveLength(5)
  })

  test('CMD-21 an event that can not be read is of its stream', async () => {
    const log = await withChannel()
    await memoryEventStore({ log }).append(stream, 'any', [
      { id: randomUUID(), type: 'MessageFramed', data: {}, metadata: { v: 1 } },
    ])()
    const service = serviceOn(log, () => 2)
    expect(await failed(service.execute(send(ada, 'a'))())).toMatchObject({ _tag: 'Corrupt', stream })
  })

  test('CMD-21 a state that is behind what was cut off is taken anew from the projection', async () => {
    const log = await withChannel('a')
    const asleep = serviceOn(log)
    await accepted(asleep.execute(send(ada, 'b'))())
    const awake = serviceOn(log)
    for (const name of ['c', 'd', 'e']) await accepted(awake.execute(send(ada, name))())
    await truncate(log, 7)
    expect(await accepted(asleep.execute(send(ada, 'f'))())).toMatchObject({
      revision: 8,
      result: { segment: 6 },
    })
  })

  test('CMD-21 a state that turned out to be of no use is not kept', async () => {
    const log = await withChannel('a', 'b')
    let lag = -1
    const service = serviceOn(log, (last) => (lag < 0 ? -1 : last))
    await truncate(log, 4)
    expect(await failed(service.execute(send(ada, 'c'))())).toMatchObject({ _tag: 'Corrupt' })
    // Somebody put the read models back.
    lag = 0
    expect(await accepted(service.execute(send(ada, 'c'))())).toMatchObject({ result: { segment: 3 } })
  })

  test('CMD-21 marks of an inbox that are gone do not keep it from being written', async () => {
    const log = await withChannel('a', 'b')
    await accepted(serviceOn(log).execute(markRead(ada, 1))())
    await accepted(serviceOn(log).execute(markRead(ada, 2))())
    await truncate(log, 1, inboxStream(acme, ada))
    await accepted(serviceOn(log).execute(send(ada, 'c'))())
    expect(await accepted(serviceOn(log, empty).execute(markRead(ada, 3))())).toMatchObject({ revision: 2 })
  })
})
