import { noRates as noEngineRates, type Rate, type Rates as EngineRates, type Party } from '@parley/engine'
import { expect, test } from 'vitest'
import { type GatewayLimits, noRates as noGatewayRates, type Rates as GatewayRates } from '../src/index.ts'
import { acceptedAt, fakeCommands } from '@parley/engine/testing'
import { type Person, sessions, settled } from './support/sessions.ts'
import { channel, user, world } from './support/world.ts'

const channelId = channel(1)
const send = (name: string): object => ({
  type: 'command',
  command: {
    type: 'SendMessage',
    clientMessageId: name,
    channelId,
    feedId: 'main',
    parentId: null,
    body: { kind: 'text', text: 'hi' },
  },
})
const create = (members: number): object => ({
  type: 'command',
  command: {
    type: 'CreateChannel',
    commandId: `create ${members}`,
    channelType: 'private',
    name: 'n',
    description: '',
    members: Array.from({ length: members }, (_, n) => `m${n}`),
  },
})
const query = { type: 'query', query: { type: 'conversations' } }
const watches = (count: number): object => ({
  type: 'subscribe',
  channels: Array.from({ length: count }, (_, n) => ({ channelId: channel(n + 1) })),
})

type AllRates = EngineRates & GatewayRates

const noRates: AllRates = { ...noEngineRates, ...noGatewayRates }

/** No rates but one. */
const only = (asked: keyof AllRates, party: Party, rate: Rate): AllRates => ({
  ...noRates,
  [asked]: { ...noRates[asked], [party]: rate },
})
/** Sessions whose commands are accepted at once; the engine takes its rates, the door its own. */
const accepting = ({ rates, ...limits }: Omit<Partial<GatewayLimits>, 'rates'> & { rates: AllRates }) => {
  const here = world()
  for (let n = 1; n <= 60; n += 1) for (const name of ['ada', 'bob']) here.join(channel(n), user(name))
  return sessions({
    world: here,
    limits: { ...limits, rates },
    engineLimits: { rates },
    commands: fakeCommands(() => acceptedAt(1)),
  })
}
const types = async (person: Person, ...frames: ReadonlyArray<object>): Promise<ReadonlyArray<string>> =>
  (await Promise.all(frames.map((frame) => person.ask(frame)))).map((answer) =>
    answer.type === 'error' ? answer.error._tag : answer.type,
  )

test.each([
  ['commands', send('a'), 'accepted'],
  ['queries', query, 'result'],
  ['watches', watches(1), 'subscribed'],
] as const)(
  'GW-60: %s beyond a person’s rate are refused until a moment that is told',
  async (asked, frame, answer) => {
    const limits = { rates: only(asked, 'person', { burst: 20, perSecond: 10 }) }
    const { enter, clock } = accepting(limits)
    const [first, second, other] = [await enter('ada'), await enter('ada'), await enter('bob')]
    const twenty = Array.from({ length: 20 }, () => frame)
    // One person's sessions are one person's; 20 at once, though more may not be under way.
    for (const each of twenty) expect(await types(first, each)).toEqual([answer])
    const refused = await second.ask(frame)
    expect(refused).toMatchObject({ type: 'error', error: { _tag: 'RateLimited', retryAfter: 200 } })
    expect(await types(other, frame)).toEqual([answer])
    clock.advance(199)
    expect(await types(second, frame, frame, frame)).toEqual([answer, 'RateLimited', 'RateLimited'])
    clock.advance(200)
    expect(await types(second, frame, frame)).toEqual([answer, answer])
  },
)

test.each(['tenant', 'address'] as const)('GW-60: people of one %s share its rate', async (party) => {
  const { enter } = accepting({ rates: only('commands', party, { burst: 2, perSecond: 1 }) })
  const [one, other, third] = [await enter('ada'), await enter('bob'), await enter('cleo')]
  expect(await types(one, send('a'))).toEqual(['accepted'])
  expect(await types(other, send('b'))).toEqual(['accepted'])
  expect(await types(third, send('c'))).toEqual(['RateLimited'])
})

test('GW-61: what is much costs much', async () => {
  const { enter } = accepting({
    rates: {
      ...noRates,
      additions: { ...noRates.additions, person: { burst: 100, perSecond: 1 } },
      watches: { ...noRates.watches, person: { burst: 100, perSecond: 1 } },
    },
  })
  const ada = await enter('ada')
  expect(await types(ada, watches(60), watches(50), watches(40))).toEqual([
    'subscribed',
    'RateLimited',
    'subscribed',
  ])
  expect(await types(ada, create(60), create(50), create(30), send('a'))).toEqual([
    'accepted',
    'RateLimited',
    'accepted',
    'accepted',
  ])
  // Who has put as many into channels as they may says as much as before.
  expect(await types(ada, create(20), send('b'))).toEqual(['RateLimited', 'accepted'])
  expect(await types(ada, { type: 'unsubscribe', channelIds: [channelId] })).toEqual(['unsubscribed'])
})

test('GW-61: what costs more than a rate ever has is done when it is whole', async () => {
  const { enter, clock } = accepting({ rates: only('additions', 'person', { burst: 10, perSecond: 10 }) })
  const ada = await enter('ada')
  expect(await types(ada, create(50), create(1))).toEqual(['accepted', 'RateLimited'])
  clock.advance(4_200)
  expect(await types(ada, create(1))).toEqual(['accepted'])
})

test('GW-62: frames beyond the rate wait for it, and their connection is not read from meanwhile', async () => {
  const { enter, clock } = accepting({ rates: only('frames', 'person', { burst: 8, perSecond: 4 }) })
  const [ada, bob] = [await enter('ada'), await enter('bob')]
  const answers = (): number => ada.socket.frames.length
  const before = answers()
  for (let n = 0; n < 8; n++) ada.say('{')
  await settled()
  expect(ada.socket.paused).toBe(false)
  // Three for a frame of 5 KiB.
  ada.say('x'.repeat(5 * 1024))
  ada.say('{')
  await settled()
  expect([ada.socket.paused, bob.socket.paused]).toEqual([true, false])
  expect(answers()).toBe(before + 8)
  clock.advance(749)
  await settled()
  expect(answers()).toBe(before + 8)
  clock.advance(1)
  await settled()
  expect(answers()).toBe(before + 9)
  expect(ada.socket.paused).toBe(true)
  clock.advance(250)
  await settled()
  expect(answers()).toBe(before + 10)
  expect(ada.socket.paused).toBe(false)
})

test('GW-62: however much has come of a person, over however many connections, what is taken is what the rate has', async () => {
  const { enter, clock } = accepting({ rates: only('frames', 'person', { burst: 10, perSecond: 10 }) })
  const tabs = [await enter('ada'), await enter('ada'), await enter('ada')]
  const answers = (): number => tabs.reduce((sum, { socket }) => sum + socket.frames.length, -tabs.length)
  for (const { say } of tabs) for (let n = 0; n < 50; n += 1) say('{')
  for (let turns = 0; turns < 20; turns += 1) await settled()
  expect(answers()).toBe(10)
  for (let second = 1; second <= 14; second += 1) {
    // Each is there when a tenth of a burst is: one frame at a time.
    for (let tenth = 0; tenth < 10; tenth += 1) {
      clock.advance(100)
      await settled()
    }
    expect(answers()).toBe(10 + 10 * second)
  }
  expect(tabs.map(({ socket }) => socket.paused)).toEqual([false, false, false])
})

test('GW-62: what one person says beyond their rate holds up nobody else of their tenant and address', async () => {
  const frames = {
    person: { burst: 8, perSecond: 4 },
    tenant: { burst: 20, perSecond: 10 },
    address: { burst: 20, perSecond: 10 },
  }
  const { enter } = accepting({ rates: { ...noRates, frames } })
  const bob = await enter('bob')
  // Over many connections, as what came with one read of a socket is all here.
  for (let tabs = 0; tabs < 5; tabs += 1) {
    const ada = await enter('ada')
    for (let n = 0; n < 50; n += 1) ada.say('{')
    await settled()
    expect(ada.socket.paused).toBe(true)
  }
  bob.say('{')
  await settled()
  expect(bob.socket.paused).toBe(false)
})

test('GW-62: who says far too much at once has none of it taken, and is not let in until it is made up for', async () => {
  const { enter, open, clock } = accepting({
    framesWaiting: 20,
    rates: only('frames', 'person', { burst: 8, perSecond: 4 }),
  })
  const ada = await enter('ada')
  await settled()
  // A share of the turn is taken at once, and as many wait as may.
  for (let n = 0; n < 24; n += 1) ada.say('{')
  expect(ada.socket.closed).toBeUndefined()
  ada.say('{')
  expect(ada.socket.closed).toEqual({ code: 4429, reason: 'too many frames' })
  const answers = ada.socket.frames.length
  ada.say('{')
  await settled()
  expect(ada.socket.frames).toHaveLength(answers)
  const authenticate = { type: 'authenticate', version: 1, token: 'ada' }
  // 25 in all, of which there were eight.
  expect(await open().ask(authenticate)).toMatchObject({ error: { _tag: 'RateLimited', retryAfter: 4_250 } })
  clock.advance(4_250)
  expect(await open().ask(authenticate)).toMatchObject({ type: 'authenticated' })
})

test('GW-62: a socket that is slow and fast at once is read from when it is neither', async () => {
  const { enter, clock } = accepting({
    slowBytes: 1_000,
    rates: only('frames', 'person', { burst: 2, perSecond: 1 }),
  })
  const ada = await enter('ada')
  ada.socket.buffered = 2_000
  for (const text of ['{', '{', '{']) ada.say(text)
  await settled()
  expect(ada.socket.paused).toBe(true)
  clock.advance(10_000)
  await settled()
  expect(ada.socket.paused).toBe(true)
  ada.socket.buffered = 0
  ada.session.drained()
  expect(ada.socket.paused).toBe(false)
})

test('GW-63: before it is known who it is, frames are few', async () => {
  const { open } = sessions({ limits: { framesBefore: 3 } })
  const stranger = open()
  for (const text of ['{', '[]', '{"type":"typing"}']) stranger.say(text)
  await settled()
  expect(stranger.socket.closed).toBeUndefined()
  expect(stranger.socket.frames).toHaveLength(3)
  stranger.say('{')
  expect(stranger.socket.closed).toEqual({ code: 4400, reason: 'too much before authentication' })
  expect(stranger.socket.frames).toHaveLength(3)
})

test('GW-63: and small: one that is not is not looked at', async () => {
  const { open, enter } = sessions()
  const [first, other] = [open(), open()]
  const long = { type: 'unsubscribe', channelIds: ['x'.repeat(16 * 1024)] }
  first.say({ ...long, id: 1 })
  expect(first.socket.closed).toEqual({ code: 4400, reason: 'too much before authentication' })
  expect(first.socket.frames).toEqual([])
  expect(await other.ask({ type: 'unsubscribe', channelIds: ['x'.repeat(15 * 1024)] })).toMatchObject({
    error: { _tag: 'BadFrame' },
  })
  const ada = await enter('ada')
  expect(await ada.ask(long)).toMatchObject({ error: { _tag: 'BadFrame' } })
})

test('GW-63: what strangers at an address say together is a share of each turn, and of the people there nothing', async () => {
  const { open, enter } = sessions({ limits: { shareOfTurn: 2 } })
  const ada = await enter('ada')
  await settled()
  const strangers = Array.from({ length: 5 }, open)
  for (const { say } of strangers) say('{')
  ada.say('{')
  const answered = (): number => strangers.filter(({ socket }) => socket.frames.length > 0).length
  const turn = (): Promise<void> => new Promise((resolve) => setImmediate(resolve))
  await turn()
  expect(ada.socket.frames.at(-1)).toMatchObject({ error: { _tag: 'NotJson' } })
  // What was said in a turn goes out at its end, or the next.
  expect(answered()).toBeLessThanOrEqual(4)
  await settled()
  expect(answered()).toBe(5)
})

test.each([
  ['person', { person: 1, tenant: 9, address: 9 }],
  ['tenant', { person: 9, tenant: 1, address: 9 }],
] as const)('GW-64: a %s has so many sessions, and another when one has ended', async (_, sessionsOf) => {
  const { enter, open } = sessions({ limits: { sessionsOf } })
  const first = await enter('ada')
  const second = open()
  const authenticate = { type: 'authenticate', version: 1, token: 'ada' }
  expect(await second.ask(authenticate)).toMatchObject({ error: { _tag: 'RateLimited', retryAfter: 5_000 } })
  expect(second.socket.closed).toEqual({ code: 4429, reason: 'too many sessions' })
  // Another token for the same session is no other session.
  expect(await first.ask(authenticate)).toMatchObject({ type: 'authenticated' })
  second.session.closed()
  first.session.closed()
  expect(await open().ask(authenticate)).toMatchObject({ type: 'authenticated' })
})

test('GW-64: a person who comes again and again is told to wait', async () => {
  const { open, clock } = accepting({ rates: only('connections', 'person', { burst: 1, perSecond: 1 }) })
  const authenticate = { type: 'authenticate', version: 1, token: 'ada' }
  expect(await open().ask(authenticate)).toMatchObject({ type: 'authenticated' })
  expect(await open().ask(authenticate)).toMatchObject({ error: { _tag: 'RateLimited', retryAfter: 1_000 } })
  clock.advance(1_000)
  expect(await open().ask(authenticate)).toMatchObject({ type: 'authenticated' })
})
