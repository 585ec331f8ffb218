import { expect, test } from 'vitest'
import { acceptedAt, fakeCommands } from '@parley/engine/testing'
import { type Person, sessions, settled } from './support/sessions.ts'
import { channel, user, world } from './support/world.ts'

const channelId = channel(1)
const ada = user('ada')
const bob = user('bob')
const subscribe = (after?: number, presence?: boolean) => ({
  type: 'subscribe',
  channels: [{ channelId, ...(after === undefined ? {} : { after }), ...(presence ? { presence } : {}) }],
})

const watching = async (person: Person, after?: number): Promise<void> => {
  expect(await person.ask(subscribe(after))).toMatchObject({
    type: 'subscribed',
    channels: [{ _tag: after === undefined ? 'snapshot' : 'delta' }],
  })
}

test('GW-10: only members watch; the read models say why others do not', async () => {
  const { enter, world: here } = sessions()
  here.join(channelId, bob)
  const person = await enter('ada')
  expect(
    await person.ask({ type: 'subscribe', channels: [{ channelId }, { channelId: channel(2), after: 3 }] }),
  ).toMatchObject({
    type: 'subscribed',
    channels: [
      { _tag: 'rejected', channelId, rejection: { _tag: 'NotAMember' } },
      { _tag: 'rejected', channelId: channel(2), rejection: { _tag: 'ChannelNotFound' } },
    ],
  })
  here.send(channelId, bob)
  await settled()
  expect(person.revisions()).toEqual([])
})

test('GW-11: without a revision a watch begins with a snapshot, and goes on after it', async () => {
  const { enter, world: here } = sessions()
  here.join(channelId, ada)
  here.send(channelId, ada, 'first')
  const person = await enter('ada')
  expect(await person.ask(subscribe())).toMatchObject({
    channels: [
      { _tag: 'snapshot', revision: 1, messages: [{ body: { text: 'first' } }], more: false, online: [] },
    ],
  })
  here.send(channelId, ada)
  here.send(channelId, ada)
  await settled()
  expect(person.revisions()).toEqual([2, 3])
})

test('GW-11: with a revision it begins with what came since, or with a snapshot where that is too much', async () => {
  const { enter, world: here } = sessions({ engineLimits: { watching: { deltaUpdates: 3 } } })
  here.join(channelId, ada)
  for (let n = 0; n < 5; n += 1) here.send(channelId, ada)
  const person = await enter('ada')
  expect(await person.ask(subscribe(2))).toMatchObject({
    channels: [{ _tag: 'delta', revision: 5, updates: [{ revision: 3 }, { revision: 4 }, { revision: 5 }] }],
  })
  expect(await person.ask(subscribe(1))).toMatchObject({ channels: [{ _tag: 'snapshot', revision: 5 }] })
  expect(await person.ask(subscribe(5))).toMatchObject({
    channels: [{ _tag: 'delta', revision: 5, updates: [] }],
  })
})

test.each(['memberships', 'log', 'snapshot'] as const)(
  'GW-11: what happens while the beginning is read comes after it, once: at %s',
  async (moment) => {
    const { enter, world: here } = sessions()
    here.join(channelId, ada)
    here.send(channelId, ada)
    const person = await enter('ada')
    await settled()
    here.pace = async (where) => {
      if (where !== moment) return
      here.send(channelId, ada)
      await settled()
    }
    const after = moment === 'snapshot' ? undefined : 0
    const answer = await person.ask(subscribe(after))
    await settled()
    const [begun] = answer.type === 'subscribed' ? answer.channels : []
    const revision = begun === undefined || begun._tag === 'rejected' ? -1 : begun.revision
    expect(here.revision(channelId)).toBeGreaterThan(1)
    expect(person.revisions()).toEqual(
      Array.from({ length: here.revision(channelId) - revision }, (_, n) => revision + 1 + n),
    )
  },
)

test('GW-12: a client that has seen a node that is further waits for this one, or begins anew', async () => {
  const here = world()
  const { enter, clock } = sessions({ world: here })
  here.join(channelId, ada)
  const person = await enter('ada')
  const inTime = person.ask(subscribe(2))
  await settled()
  here.send(channelId, ada)
  here.send(channelId, ada)
  here.send(channelId, ada)
  const answer = await inTime
  expect(answer).toMatchObject({ channels: [{ _tag: 'delta', updates: [{ revision: 3 }] }] })
  const never = person.ask(subscribe(90))
  await settled()
  clock.advance(5_000)
  expect(await never).toMatchObject({ channels: [{ _tag: 'snapshot', revision: 3 }] })
})

test('GW-13: a watch begins no sooner than the session’s own commands can be seen', async () => {
  const here = world()
  here.manual = true
  const commands = fakeCommands(() => acceptedAt(1))
  const { enter } = sessions({ world: here, commands })
  const person = await enter('ada')
  await person.ask({ type: 'command', command: { type: 'JoinChannel', commandId: 'j', channelId } })
  const answer = person.ask(subscribe())
  await settled()
  here.join(channelId, ada)
  here.publish()
  expect(await answer).toMatchObject({ channels: [{ _tag: 'snapshot' }] })
})

test('GW-14: requests to watch are taken in turn; watching anew takes the place, and unwatching ends it', async () => {
  const { enter, world: here } = sessions()
  here.join(channelId, ada)
  const person = await enter('ada')
  const answers = [
    person.ask(subscribe(0)),
    person.ask({ type: 'unsubscribe', channelIds: [channelId] }),
    person.ask(subscribe(0)),
    person.ask(subscribe(0)),
  ]
  expect((await Promise.all(answers)).map(({ type }) => type)).toEqual([
    'subscribed',
    'unsubscribed',
    'subscribed',
    'subscribed',
  ])
  here.send(channelId, ada)
  await settled()
  expect(person.revisions()).toEqual([1])
  await person.ask({ type: 'unsubscribe', channelIds: [channelId] })
  here.send(channelId, ada)
  await settled()
  expect(person.revisions()).toEqual([1])
})

test('GW-80: to unwatch nothing is answered at once, whatever is under way', async () => {
  const { enter, world: here } = sessions()
  here.join(channelId, ada)
  const person = await enter('ada')
  const begun = person.ask(subscribe())
  const asked = person.ask({ type: 'unsubscribe', channelIds: [] })
  expect(await Promise.race([begun, asked])).toMatchObject({ type: 'unsubscribed' })
  expect(await begun).toMatchObject({ type: 'subscribed' })
})

test('GW-14: watches, and requests to watch, are bounded', async () => {
  const { enter, world: here } = sessions({
    limits: { subscribesUnderWay: 2 },
    engineLimits: { watching: { channels: 1 } },
  })
  here.join(channelId, ada)
  const person = await enter('ada')
  expect(
    await person.ask({ type: 'subscribe', channels: [{ channelId }, { channelId: channel(2) }] }),
  ).toMatchObject({
    error: { _tag: 'Overloaded' },
  })
  const answers = await Promise.all([1, 2, 3].map(() => person.ask(subscribe(0))))
  expect(answers.map(({ type }) => type)).toEqual(['subscribed', 'subscribed', 'error'])
})

test('GW-18: who leaves gets that update and nothing after, and watches no more', async () => {
  const here = world()
  const { enter } = sessions({ world: here })
  for (const who of [ada, bob]) here.join(channelId, who)
  const [left, stayed] = [await enter('ada'), await enter('bob')]
  await watching(left)
  await watching(stayed)
  here.manual = true
  here.send(channelId, bob)
  here.leave(channelId, ada)
  here.send(channelId, bob)
  here.join(channelId, ada)
  here.send(channelId, bob)
  here.publish()
  await settled()
  expect(left.revisions()).toEqual([2, 3, 5])
  expect(stayed.revisions()).toEqual([2, 3, 4, 5, 6])
  expect(await left.ask(subscribe(3))).toMatchObject({ channels: [{ _tag: 'snapshot', revision: 6 }] })
  expect(await left.ask(subscribe(5))).toMatchObject({ channels: [{ _tag: 'delta', revision: 6 }] })
})

test('GW-41: who joined later is told how the channel stands, whatever revision they name', async () => {
  const { enter, world: here } = sessions()
  here.join(channelId, bob)
  here.send(channelId, bob)
  here.join(channelId, ada)
  here.send(channelId, bob)
  const person = await enter('ada')
  for (const after of [0, 1])
    expect(await person.ask(subscribe(after))).toMatchObject({
      channels: [{ _tag: 'snapshot', revision: 3 }],
    })
  expect(await person.ask(subscribe(2))).toMatchObject({ channels: [{ _tag: 'delta', revision: 3 }] })
})

test.each(['memberships', 'log'] as const)(
  'GW-18: nor does somebody watch who leaves while the beginning is read: at %s',
  async (moment) => {
    const { enter, world: here } = sessions()
    here.join(channelId, ada)
    here.join(channelId, bob)
    const person = await enter('ada')
    await settled()
    let calls = 0
    here.pace = async (where) => {
      calls += where === moment ? 1 : 0
      // At the second call, the answer is known and not yet given.
      if (where === moment && calls === (moment === 'memberships' ? 2 : 1)) here.leave(channelId, ada)
      await settled()
    }
    expect(await person.ask(subscribe(1))).toMatchObject({
      channels: [{ _tag: 'rejected', rejection: { _tag: 'NotAMember' } }],
    })
    here.send(channelId, bob)
    await settled()
    expect(person.revisions()).toEqual([2])
  },
)

test('GW-17: what is somebody’s own reaches them though a subscription was turned down meanwhile', async () => {
  const { enter, world: here } = sessions()
  here.join(channelId, bob)
  const person = await enter('ada')
  await settled()
  let calls = 0
  here.pace = async (where) => {
    if (where !== 'memberships' || calls > 0) return settled()
    calls += 1
    here.join(channelId, ada)
    here.leave(channelId, ada)
    return settled()
  }
  expect(await person.ask(subscribe(0))).toMatchObject({ channels: [{ _tag: 'rejected' }] })
  await settled()
  expect(person.revisions()).toEqual([1, 2])
})

test('GW-11: more than may be held back is told as missed', async () => {
  const { enter, world: here } = sessions({ engineLimits: { watching: { heldUpdates: 2 } } })
  here.join(channelId, ada)
  const person = await enter('ada')
  await settled()
  here.pace = async (where) => {
    if (where !== 'log') return
    for (let n = 0; n < 3; n += 1) here.send(channelId, ada)
    await settled()
  }
  await person.ask(subscribe(0))
  expect(await person.saw('resync')).toEqual({ type: 'resync', channelIds: [channelId] })
  here.send(channelId, ada)
  await settled()
  expect(person.revisions()).toEqual([])
})

test('GW-100: while the read models stand still, people who are there talk on, and others resume; a snapshot is not to be had', async () => {
  const { enter, world: here } = sessions()
  for (const who of [ada, bob]) here.join(channelId, who)
  const [first, second] = [await enter('ada'), await enter('bob')]
  await watching(first)
  await watching(second, 1)
  here.projectedTo = here.entries.length
  here.stopped = true
  for (let n = 0; n < 3; n += 1) here.send(channelId, n % 2 === 0 ? ada : bob)
  await settled()
  for (const person of [first, second]) expect(person.revisions()).toEqual([2, 3, 4])
  const later = await enter('bob')
  expect(await later.ask(subscribe(3))).toMatchObject({
    channels: [{ _tag: 'delta', updates: [{ revision: 4 }] }],
  })
  expect(await later.ask(subscribe())).toMatchObject({ type: 'error', error: { _tag: 'Unavailable' } })
  here.stopped = false
  here.project()
  expect(await later.ask(subscribe())).toMatchObject({ channels: [{ _tag: 'snapshot', revision: 4 }] })
})

test('GW-103: a channel whose beginning can’t be read keeps none of the others from theirs', async () => {
  const { enter, world: here } = sessions()
  for (const id of [channelId, channel(2)]) here.join(id, ada)
  const person = await enter('ada')
  here.projectedTo = here.entries.length
  here.stopped = true
  here.send(channel(2), ada)
  const answer = await person.ask({
    type: 'subscribe',
    channels: [{ channelId: channel(2) }, { channelId, after: 0 }],
  })
  expect(answer).toMatchObject({ type: 'error', error: { _tag: 'Unavailable' } })
  expect(await person.saw('watched')).toMatchObject({ channels: [{ _tag: 'delta', channelId }] })
  here.send(channelId, ada)
  here.send(channel(2), ada)
  await settled()
  expect(person.revisions()).toEqual([1])
})
