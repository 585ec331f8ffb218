import { channelKey } from '@parley/domain'
import { channelStream } from '@parley/domain'
import type { ChannelId } from '@parley/domain'
import { acme, ada, adasChannel, bob, cleo } from '@parley/domain/testing'
import { memoryEventStore, memoryLog } from '@parley/event-store'
import * as E from 'fp-ts/lib/Either.js'
import { describe, expect, test } from 'vitest'
import type { RowSource } from '../src/index.ts'
import { create, edit, idOf, join, leave, rename, send } from './support/commands.ts'
import { faultyStore } from './support/faulty-store.ts'
import { rowsOf, empty, fresh } from '../src/testing/log-rows.ts'
import { randomFrom, randomTurns } from './support/random.ts'
import { accepted, failed, inLog, serviceOn } from './support/service.ts'

const segments = (log: ReturnType<typeof memoryLog>) =>
  inLog(log)
    .filter((event) => event.type === 'MessageSent')
    .map((event) => event.data['segment'])

describe('several processes on one log', () => {
  test('CMD-2 a process that did not see what another wrote decides again, and nobody notices', async () => {
    const log = memoryLog()
    const [one, other] = [serviceOn(log, empty), serviceOn(log, fresh)]
    await accepted(one.execute(create([bob]))())
    await accepted(other.execute(send(bob, 'a'))())
    expect(await accepted(one.execute(send(ada, 'b'))())).toMatchObject({
      revision: 5,
      result: { segment: 2 },
    })
    expect(await accepted(other.execute(send(bob, 'c'))())).toMatchObject({
      revision: 6,
      result: { segment: 3 },
    })
  })

  test('CMD-3 a rejection, and nothing to do, rest on what stands in the log and not on what is remembered', async () => {
    const log = memoryLog()
    const [one, other] = [serviceOn(log), serviceOn(log)]
    await accepted(one.execute(create())())
    expect(await failed(one.execute(send(bob, 'too early'))())).toMatchObject({ _tag: 'Rejected' })
    await accepted(other.execute(join(bob))())
    expect(await accepted(one.execute(send(bob, 'in time'))())).toMatchObject({ events: 1 })
    expect(await accepted(other.execute(leave(bob))())).toMatchObject({ events: 1 })
    expect(await failed(one.execute(send(bob, 'too late'))())).toMatchObject({
      _tag: 'Rejected',
      rejection: { _tag: 'NotAMember' },
    })
    await accepted(other.execute(rename(ada, 'r1', 'lounge'))())
    expect(await accepted(one.execute(rename(ada, 'r2', 'lounge'))())).toMatchObject({
      events: 0,
      revision: 6,
    })
  })

  test('CMD-2 CMD-4 at once from four: every message once, segments from 1 without holes', async () => {
    const log = memoryLog()
    const random = randomFrom(7)
    const services = [fresh, fresh, empty, (last: number) => last - 3].map((lag) =>
      serviceOn(log, undefined, {
        store: faultyStore(memoryEventStore({ log }), { delay: randomTurns(random, 4) }),
        rows: rowsOf(log, (last, events) => Math.max(-1, lag(last, events)), randomTurns(random, 4)),
        limits: { batch: 8, rows: 10, tail: 20 },
      }),
    )
    await Promise.all(services.map((service) => accepted(service.execute(create([bob, cleo]))())))
    const sent = [ada, bob, cleo].flatMap((by) =>
      services.flatMap((service, s) =>
        Array.from({ length: 40 }, (_, n) => accepted(service.execute(send(by, `${s}.${n}`))())),
      ),
    )
    const answers = await Promise.all(sent)
    const all = Array.from({ length: 480 }, (_, n) => n + 1)
    expect(segments(log)).toEqual(all)
    expect(answers.map(({ result }) => Number(result.segment)).toSorted((a, b) => a - b)).toEqual(all)
    for (const { revision, result } of answers)
      expect(inLog(log)[revision]?.data['messageId']).toBe(result.messageId)
  })

  test('CMD-2 far behind, a process begins anew from the projection, and not from the log', async () => {
    const log = memoryLog()
    const slept = memoryEventStore({ log })
    let read = 0
    const store: typeof slept = {
      ...slept,
      readStream: (stream, query) => async () => {
        const page = await slept.readStream(stream, query)()
        read += E.isRight(page) ? page.right.length : 0
        return page
      },
    }
    const one = serviceOn(log, fresh, { store, limits: { page: 10, gap: 20 } })
    await accepted(one.execute(create())())
    const other = serviceOn(log)
    await Promise.all(Array.from({ length: 300 }, (_, n) => accepted(other.execute(send(ada, `m${n}`))())))
    expect(await accepted(one.execute(send(ada, 'awake'))())).toMatchObject({ result: { segment: 301 } })
    await Promise.all(Array.from({ length: 300 }, (_, n) => accepted(other.execute(send(ada, `n${n}`))())))
    // All that this looks at is remembered: it learns from the log alone that it is behind.
    expect(await failed(one.execute(edit(ada, 'e', idOf(ada, 'no'), 'x'))())).toMatchObject({
      _tag: 'Rejected',
    })
    expect(read).toBeLessThan(40)
  })

  test('CMD-2 where others always write first, it gives up and says that nothing was written', async () => {
    const log = memoryLog()
    await accepted(serviceOn(log).execute(create())())
    const memory = memoryEventStore({ log })
    let others = 0
    const store: typeof memory = {
      ...memory,
      append: (stream, expected, events) => async () => {
        await serviceOn(log).execute(send(ada, `first ${others++}`))()
        return memory.append(stream, expected, events)()
      },
    }
    const service = serviceOn(log, fresh, { store, limits: { tries: 5 } })
    expect(await failed(service.execute(send(ada, 'mine'))())).toMatchObject({ _tag: 'Unavailable' })
    expect(others).toBe(5)
    expect(inLog(log)).toHaveLength(3 + 5)
  })

  test('CMD-14 a mailbox that was dropped begins again where the stream is', async () => {
    const log = memoryLog()
    const inLogNow = rowsOf(log)
    let cold = 0
    const rows: RowSource = {
      load: (stream, keys) => {
        if (keys.includes(channelKey)) cold++
        return inLogNow.load(stream, keys)
      },
    }
    const service = serviceOn(log, fresh, { rows, mostMailboxes: 1 })
    await accepted(service.execute(create())())
    await accepted(service.execute(send(ada, 'a'))())
    expect(cold).toBe(1)
    const elsewhere = { ...join(ada), channelId: '00000000-0000-4000-8000-000000000000' as ChannelId }
    await failed(service.execute(elsewhere)())
    expect(await accepted(service.execute(send(ada, 'b'))())).toMatchObject({ result: { segment: 2 } })
    expect(cold).toBe(3)
  })

  test('CMD-16 an event that this version cannot read: commands fail, and nothing is written after it', async () => {
    const log = memoryLog()
    await accepted(serviceOn(log).execute(create())())
    const stream = channelStream(acme, adasChannel)
    const id = '00000000-0000-4000-8000-000000000001'
    await memoryEventStore({ log }).append(stream, 'any', [
      { id, type: 'FromTheFuture', data: {}, metadata: { v: 1 } },
    ])()
    const behind = serviceOn(log, () => 2)
    expect(await failed(behind.execute(send(ada, 'a'))())).toMatchObject({ _tag: 'Corrupt' })
    expect(inLog(log)).toHaveLength(4)
  })

  test('LOG-50 CMD-16 an event of another tenant in a channel’s stream: commands fail, and nothing is written after it', async () => {
    const log = memoryLog()
    await accepted(serviceOn(log).execute(create())())
    const [first] = inLog(log)
    if (first === undefined) throw new Error('nothing in the log')
    const { id, type, metadata, data } = { ...first, id: '00000000-0000-4000-8000-000000000001' }
    const foreign = { id, type, metadata, data: { ...data, tenantId: 'others' } }
    await memoryEventStore({ log }).append(channelStream(acme, adasChannel), 'any', [foreign])()
    expect(await failed(serviceOn(log, () => 2).execute(send(ada, 'a'))())).toMatchObject({
      _tag: 'Corrupt',
      cause: expect.stringContaining('MisplacedEvent'),
    })
    expect(inLog(log)).toHaveLength(4)
  })

  test('CMD-16 a channel whose stream was deleted', async () => {
    const log = memoryLog()
    await accepted(serviceOn(log).execute(create())())
    const service = serviceOn(log)
    await memoryEventStore({ log }).deleteStream(channelStream(acme, adasChannel), 'any')()
    expect(await failed(service.execute(send(ada, 'a'))())).toMatchObject({ _tag: 'StreamDeleted' })
  })
})
