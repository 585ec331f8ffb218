import { certain, ChannelId, Position, Revision } from '@parley/domain'
import { ada, bob, commandId } from '@parley/domain/testing'
import * as E from 'fp-ts/lib/Either.js'
import { expect, test, vi } from 'vitest'
import type { Beginnings, Begun, EngineOptions, Listener, LiveUpdate } from '../src/index.ts'
import { create, emptyReadModels, engineInMemory, personOf } from './support/engines.ts'

/** A session that keeps what it is told, and has its test wait for it. */
const listening = () => {
  const told: Array<string> = []
  let wake = (): void => undefined
  const note = (one: string): void => {
    told.push(one)
    wake()
  }
  const listener: Listener = {
    isSlow: () => false,
    updates: (updates) => updates.forEach((update) => note(nameOf(update))),
    receipts: () => note('receipts'),
    people: () => note('people'),
    missed: () => note('missed'),
    began: () => note('began'),
    ended: () => note('ended'),
  }
  const until = async (one: string): Promise<void> => {
    while (!told.includes(one))
      await new Promise<void>((resolve) => {
        wake = resolve
      })
  }
  return { told, listener, until }
}
const nameOf = ({ event, revision }: LiveUpdate): string => `${event.type} ${revision}`

/** An engine whose read models know that everyone is in every channel, as of its beginning. */
const open = (queries: Partial<EngineOptions['queries']> = {}) => {
  const answer = vi.fn<EngineOptions['queries']['answer']>(emptyReadModels.answer)
  const { engine, store } = engineInMemory({
    queries: {
      ...emptyReadModels,
      answer,
      memberships: (_, channelIds) => async () =>
        E.right(new Map(channelIds.map((channelId) => [channelId, certain(Revision, 3)]))),
      ...queries,
    },
  })
  return { engine, store, answer }
}
const channelOf = async ({ engine }: ReturnType<typeof open>): Promise<ChannelId> => {
  const made = await engine.execute(personOf(), create('tea', bob))()
  if (E.isLeft(made) || made.right.result.channelId === undefined) throw new Error('no channel')
  return made.right.result.channelId
}
const right = <A>(either: E.Either<unknown, A>): A => {
  if (E.isLeft(either)) throw new Error(JSON.stringify(either.left))
  return either.right
}
const rename = (channelId: ChannelId, name: string) =>
  ({ type: 'DescribeChannel', commandId: commandId(name), channelId, description: name }) as never

/** Reads what a watch of one channel begins with, and lets it go live. */
const begin = async (beginnings: Beginnings, channelId: ChannelId): Promise<ReadonlyArray<Begun>> => {
  right(await beginnings.next()())
  const all: Begun[] = []
  beginnings.goLive([channelId], (begun) => all.push(...begun))
  return all
}

test('ENGINE-60 ENGINE-69: who watches is told what came since, then what comes, until they leave', async () => {
  const one = open()
  const channelId = await channelOf(one)
  const { told, listener, until } = listening()
  const watcher = one.engine.watch(personOf(), listener)
  const wish = { channelId, after: certain(Revision, 2) }
  const [begun] = await begin(right(await watcher.watch([wish])()), channelId)
  expect(begun).toMatchObject({ _tag: 'delta', revision: 3, isLive: true })
  expect(told).toEqual(['began'])
  await watcher.execute(rename(channelId, 'green'))()
  await until('ChannelDescribed 4')
  watcher.end(channelId)
  expect(one.engine.stats()).toMatchObject({ people: 1, watches: 0 })
  watcher.leave()
  expect(one.engine.stats()).toMatchObject({ people: 0, rooms: 0 })
  expect(told).toEqual(['began', 'ChannelDescribed 4', 'ended'])
})

test('ENGINE-69: what is not to go live is held no longer, and who has left begins nothing', async () => {
  const one = open()
  const channelId = await channelOf(one)
  const { told, listener } = listening()
  const watcher = one.engine.watch(personOf(), listener)
  const beginnings = right(await watcher.watch([{ channelId, after: certain(Revision, 2) }])())
  right(await beginnings.next()())
  expect(one.engine.stats()).toMatchObject({ watches: 1 })
  beginnings.giveUp()
  expect(one.engine.stats()).toMatchObject({ rooms: 0, watches: 0 })
  watcher.leave()
  expect(await beginnings.next()()).toEqual(E.left({ _tag: 'Unavailable' }))
  expect(one.engine.stats()).toMatchObject({ people: 0, rooms: 0, watches: 0 })
  expect(told).toEqual([])
})

test('ENGINE-69: a session whose door fails at what it is told misses that channel, and nobody else does', async () => {
  const one = open()
  const channelId = await channelOf(one)
  const [failing, other] = [listening(), listening()]
  const wish = { channelId, after: certain(Revision, 3) }
  const broken = {
    ...failing.listener,
    updates: () => {
      throw new Error('a fault of the door')
    },
  }
  for (const [person, listener] of [
    [personOf(), broken],
    [personOf(bob), other.listener],
  ] as const) {
    const watcher = one.engine.watch(person, listener)
    await begin(right(await watcher.watch([wish])()), channelId)
  }
  await one.engine.execute(personOf(), rename(channelId, 'green'))()
  await other.until('ChannelDescribed 4')
  expect(failing.told).toEqual(['began', 'ended', 'missed'])
  expect(other.told).toEqual(['began', 'ChannelDescribed 4'])
  expect(one.engine.stats()).toMatchObject({ people: 2, watches: 1 })
})

test('ENGINE-69 GW-120: no answer is older than what a session was told, did, or had seen', async () => {
  const one = open()
  const channelId = await channelOf(one)
  const { listener, until } = listening()
  const watcher = one.engine.watch(personOf(), listener, { seenTo: certain(Position, 1) })
  const atLeast = async (): Promise<number | undefined> => {
    await watcher.ask({ type: 'conversations' })()
    return one.answer.mock.lastCall?.[1].atLeast
  }
  expect(await atLeast()).toBe(4)
  const did = right(await watcher.execute(rename(channelId, 'green'))())
  expect(await atLeast()).toBe(did.position)
  await begin(right(await watcher.watch([{ channelId, after: did.revision }])()), channelId)
  const elsewhere = right(await one.engine.execute(personOf(ada), rename(channelId, 'black'))())
  await until('ChannelDescribed 5')
  expect(await atLeast()).toBe(elsewhere.position)
})

test('ENGINE-71: of a channel that one is no member of nothing is read, and what is asked in vain costs fifty times as much', async () => {
  const read = vi.fn<EngineOptions['queries']['snapshots']>(emptyReadModels.snapshots)
  const one = open({ memberships: emptyReadModels.memberships, snapshots: read })
  const reads = vi.spyOn(one.store, 'readStream')
  const readsOfSeveral = vi.spyOn(one.store, 'readStreams')
  const watcher = one.engine.watch(personOf(), listening().listener)
  const channelIds = Array.from({ length: 100 }, (_, n) =>
    certain(ChannelId, `00000000-0000-4000-8000-${String(n).padStart(12, '0')}`),
  )
  let frames = 0
  for (; frames < 100; frames += 1) {
    const found = await watcher.watch(channelIds.map((channelId) => ({ channelId })))()
    if (E.isLeft(found)) break
    const told: Array<unknown> = []
    while (told.length < channelIds.length) told.push(...right(await found.right.next()()))
    const beginning = { _tag: 'rejected', rejection: { _tag: 'ChannelNotFound' } }
    expect(told).toEqual(channelIds.map((channelId) => ({ channelId, beginning })))
    found.right.giveUp()
  }
  expect(frames).toBe(2)
  expect(read).not.toHaveBeenCalled()
  expect(reads).not.toHaveBeenCalled()
  expect(readsOfSeveral).not.toHaveBeenCalled()
})

test('ENGINE-71: who was let in since their memberships were looked up begins all the same', async () => {
  const snapshots = vi.fn<EngineOptions['queries']['snapshots']>(emptyReadModels.snapshots)
  const refusal: EngineOptions['queries']['refusal'] = () => async () =>
    E.right({ position: certain(Position, 7), value: undefined })
  const one = open({ memberships: emptyReadModels.memberships, refusal, snapshots })
  const channelId = await channelOf(one)
  const watcher = one.engine.watch(personOf(), listening().listener)
  const found = right(await watcher.watch([{ channelId }])())
  right(await found.next()())
  expect(snapshots).toHaveBeenCalledOnce()
})

test('ENGINE-70: of a person’s beginnings four are read at once, over all of their sessions', async () => {
  const asked: Array<() => void> = []
  const refusal: EngineOptions['queries']['refusal'] = () => () =>
    new Promise((resolve) => {
      asked.push(() =>
        resolve(E.right({ position: certain(Position, 7), value: { _tag: 'ChannelNotFound' } })),
      )
    })
  const one = open({ memberships: emptyReadModels.memberships, refusal })
  const channelId = await channelOf(one)
  const other = certain(ChannelId, '00000000-0000-4000-8000-000000000001')
  const reads: Array<Promise<unknown>> = []
  for (let tab = 0; tab < 6; tab += 1) {
    const watcher = one.engine.watch(personOf(), listening().listener)
    const found = right(await watcher.watch([{ channelId }, { channelId: other }])())
    reads.push(found.next()())
  }
  expect(asked).toHaveLength(8)
  asked[0]?.()
  asked[1]?.()
  await reads[0]
  await new Promise(setImmediate)
  expect(asked).toHaveLength(10)
})
