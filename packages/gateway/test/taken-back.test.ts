import { expect, test } from 'vitest'
import { sessions, settled } from './support/sessions.ts'
import { channel, user, type World } from './support/world.ts'

const channelId = channel(1)
const ada = user('ada')
const bob = user('bob')
const subscribe = (after?: number) => ({
  type: 'subscribe',
  channels: [{ channelId, ...(after === undefined ? {} : { after }) }],
})

/** Has something happen once the log, or a snapshot, is read and what it said is not yet told. */
const onceRead = (here: World, what: 'log' | 'snapshot', happens: () => void): void => {
  let reads = 0
  here.pace = async (where) => {
    if (where !== what) return
    reads += 1
    if (reads === 2) happens()
    await settled()
  }
}

/** What is told of a message that was deleted since. */
const sentWithoutBody = () => ({
  cause: { type: 'MessageSent' },
  changes: [
    { row: 'channel' },
    { row: 'feed' },
    { row: 'message', put: expect.not.objectContaining({ body: expect.anything() }) },
  ],
})

test('GW-40: a delta does not say what was taken back, and nor while it is read', async () => {
  const { enter, world: here } = sessions()
  here.join(channelId, ada)
  const [first, second] = [here.send(channelId, bob, 'a secret'), here.send(channelId, bob, 'another')]
  here.remove(first)
  const person = await enter('ada')
  await settled()
  onceRead(here, 'log', () => here.remove(second))
  expect(await person.ask(subscribe(0))).toMatchObject({
    channels: [
      {
        _tag: 'delta',
        updates: [
          { revision: 1, ...sentWithoutBody() },
          { revision: 2, ...sentWithoutBody() },
          { revision: 3, cause: { type: 'MessageDeleted' } },
        ],
      },
    ],
  })
  await settled()
  expect(person.revisions()).toEqual([4])
})

test('GW-40: nor does one frame of updates', async () => {
  const { enter, world: here } = sessions()
  here.join(channelId, ada)
  const person = await enter('ada')
  expect(await person.ask(subscribe())).toMatchObject({
    type: 'subscribed',
    channels: [{ _tag: 'snapshot' }],
  })
  here.manual = true
  here.remove(here.send(channelId, bob, 'a secret'))
  here.publish()
  expect(await person.saw('updates')).toMatchObject({
    updates: [sentWithoutBody(), { cause: { type: 'MessageDeleted' } }],
  })
})

test('GW-102: a snapshot does not say what was taken back while it was read', async () => {
  const { enter, world: here } = sessions()
  here.join(channelId, ada)
  const [first, second] = [here.send(channelId, bob, 'a secret'), here.send(channelId, bob, 'no secret')]
  expect(second.revision).toBe(2)
  const person = await enter('ada')
  await settled()
  onceRead(here, 'snapshot', () => here.remove(first))
  expect(await person.ask(subscribe())).toMatchObject({
    channels: [
      { _tag: 'snapshot', revision: 2, messages: [{ body: null }, { body: { text: 'no secret' } }] },
    ],
  })
  await settled()
  expect(person.revisions()).toEqual([3])
})

test('GW-102: nor does one that more came behind than may be held back', async () => {
  const { enter, world: here } = sessions({ engineLimits: { watching: { heldUpdates: 1 } } })
  here.join(channelId, ada)
  const secret = here.send(channelId, bob, 'a secret')
  here.send(channelId, bob, 'no secret')
  const person = await enter('ada')
  await settled()
  onceRead(here, 'snapshot', () => {
    here.send(channelId, ada)
    here.remove(secret)
  })
  expect(await person.ask(subscribe())).toMatchObject({
    channels: [{ _tag: 'snapshot', messages: [{ body: null }, { body: { text: 'no secret' } }] }],
  })
  expect(await person.saw('resync')).toEqual({ type: 'resync', channelIds: [channelId] })
})

test('GW-40: nor does a delta that more came behind than may be held back', async () => {
  const { enter, world: here } = sessions({ engineLimits: { watching: { heldUpdates: 1 } } })
  here.join(channelId, ada)
  const secret = here.send(channelId, bob, 'a secret')
  const person = await enter('ada')
  await settled()
  onceRead(here, 'log', () => {
    here.send(channelId, ada)
    here.remove(secret)
  })
  await person.ask(subscribe(0))
  expect(await person.saw('resync')).toEqual({ type: 'resync', channelIds: [channelId] })
  expect(JSON.stringify(person.socket.frames)).not.toContain('a secret')
})

test('GW-40: nor where that happens while another channel’s beginning is read', async () => {
  const { enter, world: here } = sessions({ engineLimits: { watching: { heldUpdates: 1 } } })
  for (const one of [channelId, channel(2)]) here.join(one, ada)
  const secret = here.send(channelId, bob, 'a secret')
  const person = await enter('ada')
  await settled()
  here.pace = async (where) => {
    if (where !== 'snapshot') return
    here.pace = () => Promise.resolve()
    here.send(channelId, ada)
    here.remove(secret)
    await settled()
  }
  const channels = [{ channelId, after: 0 }, { channelId: channel(2) }]
  expect(await person.ask({ type: 'subscribe', channels })).toMatchObject({
    channels: [{ _tag: 'delta', revision: 0, updates: [] }, { _tag: 'snapshot' }],
  })
  expect(await person.saw('resync')).toEqual({ type: 'resync', channelIds: [channelId] })
  expect(JSON.stringify(person.socket.frames)).not.toContain('a secret')
})
