import { certain, channelStream, Revision } from '@parley/domain'
import { acme, ada, adasChannel, bob } from '@parley/domain/testing'
import { memoryEventStore } from '@parley/event-store'
import * as E from 'fp-ts/lib/Either.js'
import { expect, test, vi } from 'vitest'
import { readDelta } from '../src/delta.ts'
import { append, deleted, joined, sent, settled, watched } from './support.ts'

// No event of a channel is for somebody alone, or for moderators, so far: here a deletion is for bob, and who joins is
// told to moderators.
vi.mock(import('@parley/domain'), async (original) => {
  const domain = await original()
  return {
    ...domain,
    audienceOf: (event) => {
      if (event.type === 'MessageDeleted') return { _tag: 'person', userId: bob }
      return event.type === 'MemberJoined' ? { _tag: 'moderators' } : domain.audienceOf(event)
    },
  }
})

const stream = channelStream(acme, adasChannel)

test('LIVE-7: a delta has what is one person’s alone for that person, and for nobody else', async () => {
  const store = memoryEventStore()
  for (const event of [sent(0), sent(1), deleted(1), sent(3)]) await append(store, event)
  const toldTo = async (userId: typeof ada) => {
    const after = certain(Revision, 0)
    const delta = await readDelta(store, stream, {
      after,
      memberAt: after,
      userId,
      events: 500,
      bytes: 9_999,
    })
    if (E.isLeft(delta) || delta.right._tag !== 'delta') return delta
    return [delta.right.end.revision, ...delta.right.updates.map(({ revision }) => revision)]
  }
  expect(await toldTo(ada)).toEqual([3, 1, 3])
  expect(await toldTo(bob)).toEqual([3, 1, 2, 3])
})

test('LIVE-2: what is for moderators is made for nobody, and the revision moves on', async () => {
  const here = await watched()
  here.side.follow(acme, adasChannel)
  await here.side.settled(acme, adasChannel)
  for (const event of [sent(0), joined(1), sent(2)]) await append(here.store, event)
  await settled()
  expect(here.revisions()).toEqual([0, 2])
  expect(await here.side.settled(acme, adasChannel)).toMatchObject({ right: { revision: 2 } })
  await here.close()
})
