import { certain, Revision } from '@parley/domain'
import { bob, commandId, description } from '@parley/domain/testing'
import * as E from 'fp-ts/lib/Either.js'
import { expect, test, vi } from 'vitest'
import type { Begun, Listener } from '../src/index.ts'
import { create, emptyReadModels, engineInMemory, personOf } from './support/engines.ts'

// No event but one that is called `MemberLeft` ends a membership so far: here a description does, of bob.
vi.mock(import('@parley/domain'), async (original) => {
  const domain = await original()
  const { bob: who } = await import('@parley/domain/testing')
  return {
    ...domain,
    rowChangesOf: (event) =>
      event.type === 'ChannelDescribed'
        ? [...domain.rowChangesOf(event), { key: domain.memberKey(who), apply: () => undefined }]
        : domain.rowChangesOf(event),
  }
})

const right = <A>(either: E.Either<unknown, A>): A => {
  if (E.isLeft(either)) throw new Error(JSON.stringify(either.left))
  return either.right
}

test('LIVE-53 GW-18: whoever is a member no more by an event, whatever it is called, is told nothing after it', async () => {
  const since = certain(Revision, 3)
  const { engine } = engineInMemory({
    queries: {
      ...emptyReadModels,
      memberships: (_, channelIds) => async () =>
        E.right(new Map(channelIds.map((channelId) => [channelId, since]))),
    },
  })
  const { channelId } = right(await engine.execute(personOf(), create('tea', bob))()).result
  if (channelId === undefined) throw new Error('no channel')
  const watching = async (person: ReturnType<typeof personOf>) => {
    const told: Array<number> = []
    const last = Promise.withResolvers<void>()
    const listener: Listener = {
      isSlow: () => false,
      updates: (updates) => {
        told.push(...updates.map(({ revision }) => revision))
        if (told.includes(5)) last.resolve()
      },
      receipts: () => undefined,
      people: () => undefined,
      missed: () => undefined,
      began: () => undefined,
      ended: () => undefined,
    }
    const watch = await engine.watch(person, listener).watch([{ channelId, after: since }])()
    const beginnings = right(watch)
    right(await beginnings.next()())
    const begun: Array<Begun> = []
    beginnings.goLive([channelId], (all) => begun.push(...all))
    expect(begun).toMatchObject([{ isLive: true }])
    return { told, last: last.promise }
  }
  const [ada, left] = [await watching(personOf()), await watching(personOf(bob))]
  expect(engine.stats()).toMatchObject({ watches: 2 })
  for (const words of ['green', 'black'])
    right(
      await engine.execute(personOf(), {
        type: 'DescribeChannel',
        commandId: commandId(words),
        channelId,
        description: description(words),
      })(),
    )
  await ada.last
  expect(ada.told).toEqual([4, 5])
  expect(left.told).toEqual([4])
  expect(engine.stats()).toMatchObject({ watches: 1 })
})
