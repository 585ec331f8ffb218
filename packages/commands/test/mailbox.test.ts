import { messageKey } from '@parley/domain'
import type { ChannelId } from '@parley/domain'
import { ada, bob, cleo } from '@parley/domain/testing'
import { memoryEventStore, memoryLog } from '@parley/event-store'
import type { Appended, EventStore } from '@parley/event-store'
import * as E from 'fp-ts/lib/Either.js'
import * as TE from 'fp-ts/lib/TaskEither.js'
import { describe, expect, test } from 'vitest'
import type { RowSource } from '../src/index.ts'
import { create, edit, idOf, join, leave, rename, send } from './support/commands.ts'
import { rowsOf, empty } from '../src/testing/log-rows.ts'
import { accepted, failed, forgetful, heldStore, inLog, serviceOn, until } from './support/service.ts'

const channelWith = async (...members: ReadonlyArray<typeof ada>) => {
  const log = memoryLog()
  await accepted(serviceOn(log).execute(create(members))())
  return log
}

const types = (log: ReturnType<typeof memoryLog>) => inLog(log).map((event) => event.type)

describe('one mailbox a stream', () => {
  test('CMD-4 what waits while an append is under way goes together in the next', async () => {
    const log = await channelWith()
    const held = heldStore(memoryEventStore({ log }))
    const service = serviceOn(log, undefined, { store: held.store })
    held.hold()
    const first = service.execute(send(ada, 'first'))()
    await until(() => held.sizes().length === 1)
    const rest = Array.from({ length: 20 }, (_, n) => service.execute(send(ada, `m${n}`))())
    held.letGo()
    const answers = await Promise.all([first, ...rest].map(accepted))
    expect(held.sizes()).toEqual([1, 20])
    expect(answers.map(({ result }) => result.segment)).toEqual(Array.from({ length: 21 }, (_, n) => n + 1))
    expect(answers.map(({ revision }) => revision)).toEqual(Array.from({ length: 21 }, (_, n) => n + 3))
  })

  test('CMD-4 they are decided in the order in which they came, each seeing those before it', async () => {
    const log = await channelWith()
    const service = serviceOn(log)
    const message = idOf(bob, 'hello')
    const answers = await Promise.all(
      [
        join(bob),
        send(bob, 'hello'),
        edit(bob, 'better', message, 'Hello'),
        leave(bob),
        send(bob, 'again'),
      ].map((command) => service.execute(command)()),
    )
    expect(answers.map(E.isRight)).toEqual([true, true, true, true, false])
    expect(types(log).slice(3)).toEqual(['MemberJoined', 'MessageSent', 'MessageEdited', 'MemberLeft'])
  })

  test('CMD-4 a log that hands no events back is appended to once a round, and not read', async () => {
    const log = await channelWith()
    const store = memoryEventStore({ log })
    let appends = 0
    let reads = 0
    const silent: EventStore = {
      ...store,
      append: (...call) => {
        appends++
        return TE.map((appended: Appended) => ({ ...appended, events: [] }))(store.append(...call))
      },
      readStream: (...call) => {
        reads++
        return store.readStream(...call)
      },
    }
    const service = serviceOn(log, undefined, { store: silent })
    await accepted(service.execute(send(ada, 'first'))())
    const [appendsBefore, readsBefore] = [appends, reads]
    const answers = await Promise.all(
      ['a', 'b', 'c'].map((name) => accepted(service.execute(send(ada, name))())),
    )
    expect(answers.map(({ events, result }) => [events, result.segment])).toEqual([
      [1, 2],
      [1, 3],
      [1, 4],
    ])
    expect(appends - appendsBefore).toBeLessThanOrEqual(3)
    expect(reads).toBe(readsBefore)
  })

  test('CMD-5 a rejection in the middle of a batch fails nothing beside it', async () => {
    const log = await channelWith()
    const held = heldStore(memoryEventStore({ log }))
    const service = serviceOn(log, undefined, { store: held.store })
    const outcomes = [send(ada, 'a'), send(bob, 'b'), send(ada, 'c'), rename(bob, 'r', 'mine')].map(
      (command) => service.execute(command)(),
    )
    expect(await Promise.all(outcomes)).toMatchObject([
      { right: { revision: 3, result: { segment: 1 } } },
      { left: { _tag: 'Rejected', rejection: { _tag: 'NotAMember' } } },
      { right: { revision: 4, result: { segment: 2 } } },
      { left: { _tag: 'Rejected', rejection: { _tag: 'NotAMember' } } },
    ])
    expect(held.sizes()).toEqual([2])
  })

  test('CMD-7 CMD-8 an answer says where its result is visible; nothing to do, where the stream is', async () => {
    const log = await channelWith()
    const service = serviceOn(log, empty)
    const sent = await accepted(service.execute(send(ada, 'a'))())
    expect(sent).toEqual({
      revision: 3,
      position: 4,
      events: 1,
      result: { messageId: idOf(ada, 'a'), segment: 1 },
    })
    await accepted(service.execute(send(ada, 'b'))())
    const nothing = await accepted(service.execute(join(ada))())
    expect(nothing).toEqual({ revision: 4, position: 5, events: 0, result: {} })
  })

  test('CMD-11 more than may wait are turned away, and leave no trace', async () => {
    const log = await channelWith()
    const held = heldStore(memoryEventStore({ log }))
    const service = serviceOn(log, undefined, { store: held.store, limits: { waiting: 3 } })
    held.hold()
    const answers = ['a', 'b', 'c', 'd'].map((name) => service.execute(send(ada, name))())
    expect(await failed(answers[3] ?? Promise.reject(new Error('none')))).toEqual({
      _tag: 'Overloaded',
      waiting: 3,
    })
    held.letGo()
    await Promise.all(answers.slice(0, 3).map(accepted))
    expect(types(log).filter((type) => type === 'MessageSent')).toHaveLength(3)
    expect(await accepted(service.execute(send(ada, 'd'))())).toMatchObject({ result: { segment: 4 } })
  })

  test('CMD-12 an append holds no more bytes than the log takes', async () => {
    const log = await channelWith()
    const held = heldStore(memoryEventStore({ log, maxAppendBytes: 64 * 1024 }))
    const service = serviceOn(log, undefined, { store: held.store, limits: { batchBytes: 60 * 1024 } })
    const text = 'x'.repeat(19_000)
    const answers = Array.from({ length: 7 }, (_, n) => service.execute(send(ada, `m${n}`, text))())
    const segments = (await Promise.all(answers.map(accepted))).map(({ result }) => result.segment)
    expect(segments).toEqual([1, 2, 3, 4, 5, 6, 7])
    expect(held.sizes()).toEqual([3, 3, 1])
  })

  test('CMD-12 where the log takes less than was thought, what goes together is less; alone, it is too large', async () => {
    const log = await channelWith()
    const store = memoryEventStore({ log, maxAppendBytes: 30_000 })
    const service = serviceOn(log, undefined, { store })
    const long = Array.from({ length: 4 }, (_, n) => send(ada, `m${n}`, 'x'.repeat(12_000)))
    const tooLong = send(ada, 'long', 'ﷺ'.repeat(15_000))
    const outcomes = [...long.slice(0, 2), tooLong, ...long.slice(2)].map((command) =>
      service.execute(command)(),
    )
    const answers = await Promise.all(outcomes)
    expect(answers.map(E.isRight)).toEqual([true, true, false, true, true])
    expect(answers[2]).toMatchObject({ left: { _tag: 'TooLarge', most: 30_000 } })
    expect(answers[4]).toMatchObject({ right: { result: { segment: 4 } } })
  })

  test('CMD-15 rows are looked up while an append is under way', async () => {
    const log = await channelWith()
    const held = heldStore(memoryEventStore({ log }))
    const inLogNow = rowsOf(log)
    let lookUps = 0
    const rows: RowSource = {
      load: (stream, keys) => async () => {
        lookUps++
        return inLogNow.load(stream, keys)()
      },
    }
    const service = serviceOn(log, undefined, { store: forgetful(held.store), rows })
    held.hold()
    const first = service.execute(send(ada, 'a'))()
    await until(() => held.sizes().length === 1)
    const second = service.execute(send(ada, 'b'))()
    await until(() => lookUps === 2)
    expect(held.sizes()).toEqual([1])
    held.letGo()
    await Promise.all([first, second].map(accepted))
    expect(lookUps).toBe(2)
  })

  test('CMD-14 a mailbox with commands under way is never dropped, whatever the room', async () => {
    const log = await channelWith(bob, cleo)
    const service = serviceOn(log, undefined, { mostMailboxes: 1, mostWeight: 0, limits: { rows: 0 } })
    const answers = Array.from({ length: 30 }, (_, n) => service.execute(send(bob, `m${n}`))())
    const segments = (await Promise.all(answers.map(accepted))).map(({ result }) => result.segment)
    expect(segments).toEqual(Array.from({ length: 30 }, (_, n) => n + 1))
  })

  test('CMD-14 nor is it doubled while others come and go', async () => {
    const log = await channelWith()
    const held = heldStore(memoryEventStore({ log }))
    const inLogNow = rowsOf(log)
    let lookUps = 0
    const rows: RowSource = {
      load: (stream, keys) => async () => {
        lookUps++
        return inLogNow.load(stream, keys)()
      },
    }
    const service = serviceOn(log, undefined, { store: forgetful(held.store), rows, mostMailboxes: 1 })
    held.hold()
    const first = service.execute(send(ada, 'a'))()
    await until(() => held.sizes().length === 1)
    const elsewhere = { ...join(ada), channelId: '00000000-0000-4000-8000-000000000000' as ChannelId }
    await failed(service.execute(elsewhere)())
    const second = service.execute(send(ada, 'b'))()
    let turns = 0
    await until(() => lookUps === 3 && turns++ > 10)
    expect(held.sizes()).toEqual([1])
    held.letGo()
    await Promise.all([first, second].map(accepted))
  })

  test('CMD-18 where the log remembers ids, a message is sent without a look whether it was', async () => {
    const log = await channelWith()
    const inLogNow = rowsOf(log)
    const asked: string[] = []
    const rows: RowSource = {
      load: (stream, keys) => async () => {
        asked.push(...keys.map(({ text }) => text))
        return inLogNow.load(stream, keys)()
      },
    }
    const service = serviceOn(log, undefined, { rows })
    await accepted(service.execute(send(ada, 'a'))())
    await accepted(service.execute(send(ada, 'b'))())
    expect(asked.filter((key) => key.startsWith('message\n'))).toEqual([])
    await failed(service.execute(send(bob, 'c'))())
    expect(asked.filter((key) => key.startsWith('message\n'))).toEqual([messageKey(idOf(bob, 'c')).text])
  })

  test('CMD-18 what had no room in a round is not taken to be new', async () => {
    const log = await channelWith()
    await accepted(serviceOn(log).execute(send(ada, 'old'))())
    const service = serviceOn(log, undefined, { limits: { batch: 1 } })
    const answers = await Promise.all(
      ['new', 'old', 'newer', 'old'].map((name) => accepted(service.execute(send(ada, name))())),
    )
    expect(answers.map(({ events, result }) => [events, result.segment])).toEqual([
      [1, 2],
      [0, 1],
      [1, 3],
      [0, 1],
    ])
  })

  test('CMD-17 closing answers what waits and takes no more', async () => {
    const log = await channelWith()
    const held = heldStore(memoryEventStore({ log }))
    const service = serviceOn(log, undefined, { store: held.store })
    held.hold()
    const waiting = service.execute(send(ada, 'a'))()
    await until(() => held.sizes().length === 1)
    const closed = service.close()
    expect(await failed(service.execute(send(ada, 'b'))())).toMatchObject({ _tag: 'Unavailable' })
    held.letGo()
    await closed
    expect(await accepted(waiting)).toMatchObject({ result: { segment: 1 } })
  })
})
