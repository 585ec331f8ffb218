import { expect, test } from 'vitest'
import { acceptedAt, fakeCommands } from '@parley/engine/testing'
import { sessions, settled } from './support/sessions.ts'
import { channel, user, world } from './support/world.ts'

const [one, two] = [channel(1), channel(2)]
const ada = user('ada')

const slowAda = async (limits: object = {}) => {
  const here = world()
  for (const channelId of [one, two]) for (const name of ['ada', 'bob']) here.join(channelId, user(name))
  const all = sessions({
    world: here,
    limits: { slowBytes: 1_000, ...limits },
    commands: fakeCommands(() => acceptedAt(1)),
  })
  const [slow, quick] = [await all.enter('ada'), await all.enter('bob')]
  for (const person of [slow, quick])
    await person.ask({
      type: 'subscribe',
      channels: [{ channelId: one, presence: true }, { channelId: two }],
    })
  await settled()
  slow.socket.buffered = 1_001
  return { here, slow, quick, ...all }
}

test('GW-19: a slow session is sent no updates; with room again, it is told what it missed', async () => {
  const { here, slow, quick } = await slowAda()
  const before = slow.socket.messages.length
  for (let n = 0; n < 3; n += 1) {
    here.send(one, ada)
    await settled()
  }
  expect(slow.socket.messages).toHaveLength(before)
  expect(quick.revisions()).toEqual([2, 3, 4])
  slow.socket.buffered = 0
  slow.session.drained()
  expect(await slow.saw('resync')).toEqual({ type: 'resync', channelIds: [one] })
  here.send(one, ada)
  here.send(two, ada)
  await settled()
  expect(slow.revisions()).toEqual([2])
  expect(await slow.ask({ type: 'subscribe', channels: [{ channelId: one, after: 1 }] })).toMatchObject({
    channels: [
      { _tag: 'delta', updates: [{ revision: 2 }, { revision: 3 }, { revision: 4 }, { revision: 5 }] },
    ],
  })
})

test('GW-19: it is told of what was addressed to it, too', async () => {
  const { here, slow } = await slowAda()
  here.read(two, ada)
  await settled()
  slow.socket.buffered = 0
  slow.session.drained()
  expect(await slow.saw('resync')).toEqual({ type: 'resync', channelIds: [two] })
})

test('GW-19: and of who came and went where it asked for that', async () => {
  const { slow, quick } = await slowAda()
  quick.session.closed()
  await settled()
  slow.socket.buffered = 0
  slow.session.drained()
  expect(await slow.saw('resync')).toEqual({ type: 'resync', channelIds: [one] })
})

test('GW-22: that one came oneself is nothing to miss: a beginning that fills the socket is no reason for another', async () => {
  const { here, slow } = await slowAda()
  slow.socket.buffered = 0
  slow.session.drained()
  await slow.ask({ type: 'unsubscribe', channelIds: [one] })
  here.pace = async (where) => {
    if (where === 'log') slow.socket.buffered = 1_001
  }
  expect(
    await slow.ask({ type: 'subscribe', channels: [{ channelId: one, after: 1, presence: true }] }),
  ).toMatchObject({ channels: [{ _tag: 'delta', online: expect.arrayContaining(['ada']) }] })
  await settled()
  slow.socket.buffered = 0
  slow.session.drained()
  await settled()
  expect(slow.socket.frames.map(({ type }) => type)).not.toContain('resync')
})

test('GW-19: nothing is told before there is room', async () => {
  const { here, slow } = await slowAda()
  here.send(one, ada)
  await settled()
  slow.session.drained()
  await settled()
  expect(slow.socket.frames.some(({ type }) => type === 'resync')).toBe(false)
})

test('GW-19: one that misses too much is let go', async () => {
  const { here, slow } = await slowAda({ missedChannels: 1 })
  here.send(one, ada)
  here.send(two, ada)
  await settled()
  expect(slow.socket.closed).toEqual({ code: 1013, reason: 'too much was left out' })
})

test('GW-20: who does not take the answers is not read from', async () => {
  const { slow } = await slowAda()
  expect(slow.socket.paused).toBe(false)
  await slow.ask({ type: 'command', command: { type: 'JoinChannel', commandId: 'j', channelId: one } })
  expect(slow.socket.paused).toBe(true)
  slow.socket.buffered = 0
  slow.session.drained()
  expect(slow.socket.paused).toBe(false)
})

test('GW-19: what it misses while a watch begins is told, and leaves nobody online who is not', async () => {
  const { here, slow, quick } = await slowAda()
  slow.socket.buffered = 0
  slow.session.drained()
  here.pace = async (where) => {
    if (where !== 'log') return
    slow.socket.buffered = 1_001
    here.read(one, ada)
    await settled()
  }
  expect(await slow.ask({ type: 'subscribe', channels: [{ channelId: one, after: 1 }] })).toMatchObject({
    channels: [{ _tag: 'delta' }],
  })
  slow.socket.buffered = 0
  slow.session.drained()
  expect(await slow.saw('resync')).toEqual({ type: 'resync', channelIds: [one] })
  await settled()
  expect(quick.socket.frames.at(-1)).toEqual({
    type: 'presence',
    channelId: one,
    userId: 'ada',
    online: false,
  })
})
