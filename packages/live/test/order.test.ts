import {
  certain,
  channelStream,
  type DomainEvent,
  mainFeed,
  messageIdOf,
  type Position,
  Segment,
  streamOf,
} from '@parley/domain'
import { acme, ada, adasChannel, at, bob, commandId, text } from '@parley/domain/testing'
import {
  type EventStore,
  memoryEventStore,
  pulled,
  type SubscriptionMessage,
  toNewEvent,
} from '@parley/event-store'
import { fakeClock, quiet } from '@parley/runtime/testing'
import * as E from 'fp-ts/lib/Either.js'
import fc from 'fast-check'
import { randomUUID } from 'node:crypto'
import { expect, test } from 'vitest'
import { live } from '../src/live.ts'
import type { LiveUpdate } from '../src/update.ts'

const sent = (n: number): DomainEvent => {
  const name = commandId(`m${n}`)
  return {
    type: 'MessageSent',
    tenantId: acme,
    channelId: adasChannel,
    by: ada,
    commandId: name,
    at: at(n),
    messageId: messageIdOf(acme, adasChannel, ada, name),
    senderId: ada,
    feedId: mainFeed,
    segment: certain(Segment, n + 1),
    parentId: null,
    body: text(`message ${n}`),
  }
}

const joined = (n: number): DomainEvent => ({
  type: 'MemberJoined',
  tenantId: acme,
  channelId: adasChannel,
  by: bob,
  commandId: commandId(`j${n}`),
  at: at(n),
  userId: bob,
  role: 'member',
  segments: { [mainFeed]: certain(Segment, n) },
})

const turns = async (): Promise<void> => {
  for (let n = 0; n < 4; n += 1) await new Promise((resolve) => setImmediate(resolve))
}

/** A log whose subscription brings so much as it is told to, and breaks when it is told to. */
const slowLog = (store: EventStore) => {
  let through = 0
  let woken = Promise.withResolvers<void>()
  let broken = 0
  const wake = (): void => {
    const before = woken
    woken = Promise.withResolvers()
    before.resolve()
  }
  async function* follow(
    after: number,
    ended: AbortSignal,
  ): AsyncGenerator<SubscriptionMessage, undefined, undefined> {
    const lives = broken
    let from = after
    ended.addEventListener('abort', wake)
    while (!ended.aborted) {
      if (broken > lives) throw new Error('the subscription broke off')
      const read = await store.readAll({ after: from as Position, limit: 3 })()
      const events = (E.isRight(read) ? read.right : []).filter(({ position }) => position <= through)
      const last = events.at(-1)
      if (last === undefined) {
        await woken.promise
        continue
      }
      from = last.position
      yield { _tag: 'events', events }
    }
    return undefined
  }
  return {
    log: {
      end: store.end,
      readStream: store.readStream,
      readStreams: store.readStreams,
      streamMetadata: store.streamMetadata,
      subscribe: ({ after } = {}) =>
        pulled((ended) => follow(after ?? 0, ended), new AbortController().signal),
    } satisfies Pick<EventStore, 'end' | 'readStream' | 'readStreams' | 'streamMetadata' | 'subscribe'>,
    letThrough: (position: number): void => {
      through = Math.max(through, position)
      wake()
    },
    breakOff: (): void => {
      broken += 1
      wake()
    },
  }
}

/** Reads of where a stream ends wait until they are let go, and see then what stands there. */
const slowEnds = (readStream: EventStore['readStream']) => {
  let waiting: Array<() => void> = []
  const slow: EventStore['readStream'] = (stream, query) => async () => {
    if (query?.direction === 'backwards') await new Promise<void>((resolve) => waiting.push(resolve))
    return readStream(stream, query)()
  }
  return {
    readStream: slow,
    letGo: (): void => {
      const going = waiting
      waiting = []
      for (const resolve of going) resolve()
    },
  }
}

const step = fc.oneof(
  { weight: 6, arbitrary: fc.constantFrom('ours', 'others', 'joined') },
  { weight: 4, arbitrary: fc.constantFrom('let through', 'time') },
  { weight: 1, arbitrary: fc.constantFrom('break off', 'follow', 'settle', 'unfollow') },
)

test('LIVE-2 LIVE-3 LIVE-5 LIVE-41: by whichever way and however late they come, a watched stream’s updates come in order, once, without a hole', async () => {
  await fc.assert(
    fc.asyncProperty(fc.array(step, { minLength: 5, maxLength: 80 }), async (steps) => {
      const store = memoryEventStore()
      const { log, letThrough, breakOff } = slowLog(store)
      const { readStream, letGo } = slowEnds(log.readStream)
      const clock = fakeClock()
      const side = live({ log: { ...log, readStream }, clock, logger: quiet })
      const told: Array<LiveUpdate> = []
      let watches = false
      let from = -1
      let missed = 0
      const personal: Array<number> = []
      side.tell({
        isHere: (_, userId) => userId === bob,
        deliver: (updates) => {
          for (const update of updates) {
            if (update.userIds.includes(bob)) personal.push(update.revision)
            if (watches && update.revision > from) told.push(update)
          }
        },
        marked: () => undefined,
        people: () => undefined,
        missed: () => {
          missed += 1
        },
      })
      await side.ready
      const stream = channelStream(acme, adasChannel)
      let end = -1
      let joins: Array<number> = []
      const append = async (event: DomainEvent, ours: boolean): Promise<void> => {
        const appended = await store.append(streamOf(event), 'any', [toNewEvent(event, randomUUID())])()
        if (E.isLeft(appended)) throw new Error(appended.left._tag)
        const { revision, position } = appended.right
        end = revision
        if (event.type === 'MemberJoined') joins = [...joins, revision]
        if (ours) side.committed(stream, [{ event, revision, position }])
      }
      let follows = 0
      let following = 0
      const follow = async (): Promise<void> => {
        follows += 1
        following = follows
        const mine = follows
        side.follow(acme, adasChannel)
        const settled = await side.settled(acme, adasChannel)
        if (following !== mine) return
        if (E.isLeft(settled)) throw new Error(settled.left.cause)
        told.length = 0
        from = settled.right.revision
        watches = true
      }
      for (const [n, what] of steps.entries()) {
        switch (what) {
          case 'ours':
          case 'others':
            await append(sent(n), what === 'ours')
            break
          case 'joined':
            await append(joined(n), n % 2 === 0)
            break
          case 'let through':
            letThrough(end + 1)
            break
          case 'time':
            clock.advance(60)
            break
          case 'break off':
            breakOff()
            clock.advance(500)
            break
          case 'follow':
            if (following === 0) void follow()
            break
          case 'settle':
            letGo()
            break
          case 'unfollow':
            if (following === 0) break
            following = 0
            watches = false
            side.unfollow(acme, adasChannel)
            break
        }
        await turns()
        expect(told.map(({ revision }) => revision)).toEqual(told.map((_, nth) => from + 1 + nth))
      }
      letGo()
      letThrough(end + 1)
      for (let n = 0; n < 8; n += 1) {
        clock.advance(500)
        await turns()
      }
      expect(missed).toBe(0)
      expect(told.length).toBe(watches ? end - from : told.length)
      expect(personal.toSorted((one, other) => one - other)).toEqual(joins)
      await side.close()
      await store.close()
    }),
    { numRuns: 150 },
  )
})

test('LIVE-41: who is added while others begin to watch is told, though it was handed over before the log brought it', async () => {
  const store = memoryEventStore()
  const { log, letThrough } = slowLog(store)
  const { readStream, letGo } = slowEnds(log.readStream)
  const side = live({ log: { ...log, readStream }, clock: fakeClock(), logger: quiet })
  const told: Array<number> = []
  side.tell({
    isHere: (_, userId) => userId === bob,
    deliver: (updates) => told.push(...updates.map(({ revision }) => revision)),
    marked: () => undefined,
    people: () => undefined,
    missed: () => undefined,
  })
  await side.ready
  side.follow(acme, adasChannel)
  const settled = side.settled(acme, adasChannel)
  const event = joined(0)
  const appended = await store.append(streamOf(event), 'any', [toNewEvent(event, randomUUID())])()
  if (E.isLeft(appended)) throw new Error(appended.left._tag)
  const { revision, position } = appended.right
  side.committed(streamOf(event), [{ event, revision, position }])
  letThrough(position)
  await turns()
  letGo()
  expect(await settled).toEqual(E.right(expect.objectContaining({ revision, position })))
  expect(told).toEqual([revision])
  await side.close()
  await store.close()
})
