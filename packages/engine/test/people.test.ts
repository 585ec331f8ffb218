import { certain, ChannelId, DisplayName, Revision, StatusText, type UserId } from '@parley/domain'
import { ada, bob, cleo, commandId, dan } from '@parley/domain/testing'
import * as E from 'fp-ts/lib/Either.js'
import { expect, onTestFinished, test } from 'vitest'
import type { EngineOptions, Listener, PersonUpdate } from '../src/index.ts'
import { create, emptyReadModels, engineInMemory, personOf } from './support/engines.ts'

const right = <A>(either: E.Either<unknown, A>): A => {
  if (E.isLeft(either)) throw new Error(JSON.stringify(either.left))
  return either.right
}

/** A session that keeps what it is told of people, and has its test wait for it. */
const listening = () => {
  const told: Array<string> = []
  const updates: Array<PersonUpdate> = []
  let wake = (): void => undefined
  const listener: Listener = {
    isSlow: () => false,
    updates: () => undefined,
    receipts: () => undefined,
    people: (more) => {
      updates.push(...more)
      told.push(...more.map(({ userId, revision }) => `${userId} ${revision}`))
      wake()
    },
    missed: () => undefined,
    began: () => undefined,
    ended: () => undefined,
  }
  const until = async (one: string): Promise<void> => {
    while (!told.includes(one))
      await new Promise<void>((resolve) => {
        wake = resolve
      })
  }
  return { told, updates, listener, until }
}

/** Ada's channel with Bob, which both watch; Dan is here too. */
const open = async (channelsOf: EngineOptions['queries']['channelsOf'], log?: EngineOptions['log']) => {
  const { engine } = engineInMemory({
    queries: {
      ...emptyReadModels,
      memberships: (_, channelIds) => async () =>
        E.right(new Map(channelIds.map((channelId) => [channelId, certain(Revision, 3)]))),
      channelsOf,
    },
    ...(log === undefined ? {} : { log }),
  })
  const made = right(await engine.execute(personOf(), create('tea', bob))())
  const channelId = certain(ChannelId, made.result.channelId)
  const enter = async (userId: UserId, watches: boolean) => {
    const one = listening()
    const watcher = engine.watch(personOf(userId), one.listener)
    onTestFinished(() => watcher.leave())
    if (!watches) return one
    const beginnings = right(await watcher.watch([{ channelId, after: certain(Revision, 3) }])())
    right(await beginnings.next()())
    beginnings.goLive([channelId], () => undefined)
    return one
  }
  const named = async (userId: UserId, name: string) =>
    right(
      await engine.execute(personOf(userId), {
        type: 'SetProfile',
        commandId: commandId(name),
        displayName: certain(DisplayName, name),
      })(),
    )
  return { channelId, enter, named, engine }
}

test('PEOPLE-4 PEOPLE-5: all sessions of a person are told, and once each who watches a channel of theirs; nobody else', async () => {
  const channels = new Map<UserId, ReadonlyArray<ChannelId>>()
  const here = await open(
    (_, people) => async () => E.right(new Map(people.map((userId) => [userId, channels.get(userId) ?? []]))),
  )
  channels.set(ada, [here.channelId, here.channelId])
  const [desk, phone] = [await here.enter(ada, true), await here.enter(ada, false)]
  const [bobs, dans] = [await here.enter(bob, true), await here.enter(dan, false)]
  await here.named(ada, 'Ada L')
  await bobs.until('ada 0')
  expect(JSON.parse(bobs.updates[0]?.json ?? '')).toMatchObject({
    userId: ada,
    revision: 0,
    cause: { type: 'ProfileSet', by: ada, commandId: 'Ada L' },
    changes: [{ row: 'profile', put: { displayName: 'Ada L' } }],
  })
  const status = { type: 'SetStatus', commandId: commandId('s'), text: certain(StatusText, 'away') } as const
  right(await here.engine.execute(personOf(), status)())
  await bobs.until('ada 1')
  // Cleo is in no channel that anybody watches.
  await here.named(cleo, 'Cleo')
  await here.named(bob, 'Bob')
  await bobs.until('bob 0')
  for (const one of [desk, phone]) expect(one.told).toEqual(['ada 0', 'ada 1'])
  expect(bobs.told).toEqual(['ada 0', 'ada 1', 'bob 0'])
  expect(dans.told).toEqual([])
})

test('PEOPLE-6: where it can not be found out who knows of somebody, the operator is told, and only they themselves', async () => {
  const warned = Promise.withResolvers<unknown>()
  const warn = (said: unknown): void => warned.resolve(said)
  const log = { debug: () => undefined, info: () => undefined, warn, error: () => undefined }
  let broken = true
  const here = await open(
    (_, people) => async () =>
      broken
        ? E.left({ _tag: 'Unavailable', cause: 'no database' })
        : E.right(new Map(people.map((userId) => [userId, [here.channelId]]))),
    log,
  )
  const [adas, bobs] = [await here.enter(ada, true), await here.enter(bob, true)]
  await here.named(ada, 'Ada L')
  await adas.until('ada 0')
  expect(await warned.promise).toMatchObject({ cause: 'no database' })
  broken = false
  await here.named(ada, 'Ada M')
  await bobs.until('ada 1')
  expect(bobs.told).toEqual(['ada 1'])
})
