import { certain, DisplayName, type ProfileSet, userStream } from '@parley/domain'
import { acme, ada, adasChannel, at, bob, commandId } from '@parley/domain/testing'
import { toNewEvent } from '@parley/event-store'
import { expect, test } from 'vitest'
import { append, sent, settled, watched, write } from './support.ts'

const said = (name: string): ProfileSet => ({
  type: 'ProfileSet',
  tenantId: acme,
  userId: ada,
  commandId: commandId(name),
  at: at(1),
  displayName: certain(DisplayName, name),
  avatarFileId: null,
  metadata: null,
})

test('LIVE-70 PEOPLE-5: what somebody says is told once, as the log brings it, and is nothing of a channel', async () => {
  const here = await watched()
  here.side.follow(acme, adasChannel)
  await here.side.settled(acme, adasChannel)
  const stream = userStream(acme, ada)
  for (const [n, name] of ['Ada', 'Ada L'].entries()) {
    await write(here.store, stream, toNewEvent(said(name), `0000000${n}-0000-4000-8000-000000000000`))
    await append(here.store, sent(n))
  }
  await settled()
  expect(here.people.map(({ json }) => JSON.parse(json) as unknown)).toEqual(
    ['Ada', 'Ada L'].map((displayName, revision) => ({
      userId: ada,
      revision,
      position: 2 * revision + 1,
      cause: { type: 'ProfileSet', at: at(1), by: ada, commandId: displayName },
      changes: [{ row: 'profile', put: { displayName } }],
    })),
  )
  expect(here.told.map(({ event }) => event.type)).toEqual(['MessageSent', 'MessageSent'])
  expect(here.side.position()).toBe(4)
  // Nothing of another person's stream either, where an event that is not theirs stands.
  await write(
    here.store,
    userStream(acme, bob),
    toNewEvent(said('not Bob'), '00000009-0000-4000-8000-000000000000'),
  )
  await settled()
  expect(here.people).toHaveLength(2)
  await here.close()
})
