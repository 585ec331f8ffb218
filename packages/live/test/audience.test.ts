import { certain, channelStream, eventTypes, Revision } from '@parley/domain'
import { acme, ada, adasChannel, at } from '@parley/domain/testing'
import { memoryEventStore } from '@parley/event-store'
import * as E from 'fp-ts/lib/Either.js'
import { expect, test, vi } from 'vitest'
import { retold } from '../src/update.ts'
import { append, joined, sent, settled, watched, readDelta } from './support.ts'

// No event of a channel is for moderators so far: here who joins is told to them.
vi.mock(import('@parley/domain'), async (original) => {
  const domain = await original()
  return {
    ...domain,
    audienceOf: (event) =>
      event.type === 'MemberJoined' ? { _tag: 'moderators' } : domain.audienceOf(event),
  }
})

const stream = channelStream(acme, adasChannel)

/** All that is said of `joined(1)`, which is for moderators. */
const withheld = {
  revision: 1,
  position: 2,
  channelId: adasChannel,
  cause: { type: 'Withheld', at: at(1) },
  changes: [],
}

test('LIVE-51: of what is for moderators all who watch are told the revision and the time, and no more', async () => {
  const here = await watched()
  here.side.follow(acme, adasChannel)
  await here.side.settled(acme, adasChannel)
  for (const event of [sent(0), joined(1), sent(2)]) await append(here.store, event)
  await settled()
  expect(here.revisions()).toEqual([0, 1, 2])
  expect(here.told[1]).toMatchObject({ audience: 'watchers', userIds: [] })
  expect(JSON.parse(here.told[1]?.json ?? '')).toEqual(withheld)
  await here.close()
})

test('LIVE-51: nor does a delta, or hindsight, say more of it', async () => {
  const store = memoryEventStore()
  for (const event of [sent(0), joined(1), sent(2)]) await append(store, event)
  const delta = await readDelta(store, stream, {
    after: certain(Revision, 0),
    memberAt: certain(Revision, 0),
    userId: ada,
    events: 500,
    bytes: 9_999,
  })
  const updates = E.isRight(delta) && delta.right._tag === 'delta' ? delta.right.updates : []
  expect(updates.map(({ revision }) => revision)).toEqual([1, 2])
  const [first] = updates
  if (first === undefined) throw new Error('nothing is told')
  for (const { json } of [first, retold(first, first.event)]) expect(JSON.parse(json)).toEqual(withheld)
})

test('LIVE-51: no event is called what those are called of which nothing is told', () => {
  expect(eventTypes).not.toContain(withheld.cause.type)
})
