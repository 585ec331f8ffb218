import { expect, test } from 'vitest'
import { type Person, sessions, settled } from './support/sessions.ts'
import { channel, user, world } from './support/world.ts'

const channelId = channel(1)
const watch = (presence = false) => ({ type: 'subscribe', channels: [{ channelId, presence }] })
const typing = (on: boolean, parentId: string | null = null) => ({
  type: 'typing',
  channelId,
  parentId,
  typing: on,
})

const begin = async (limits: object = {}) => {
  const here = world()
  for (const name of ['ada', 'bob', 'cy']) here.join(channelId, user(name))
  const all = sessions({ world: here, limits })
  const enterAndWatch = async (name: string, presence = false): Promise<Person> => {
    const person = await all.enter(name)
    await person.ask(watch(presence))
    return person
  }
  return { here, enterAndWatch, ...all }
}

const heard = async ({ socket }: Person): Promise<ReadonlyArray<readonly [string, boolean]>> => {
  await settled()
  return socket.frames.flatMap((frame) =>
    frame.type === 'typing' ? [[frame.userId, frame.typing] as const] : [],
  )
}

const seen = async ({ socket }: Person): Promise<ReadonlyArray<readonly [string, boolean]>> => {
  await settled()
  return socket.frames.flatMap((frame) =>
    frame.type === 'presence' ? [[frame.userId, frame.online] as const] : [],
  )
}

test('GW-21: who types is told to those who watch, and to none of their own sessions', async () => {
  const { enterAndWatch, enter } = await begin()
  const [ada, alsoAda, bob, cy] = [
    await enterAndWatch('ada'),
    await enterAndWatch('ada'),
    await enterAndWatch('bob'),
    await enter('cy'),
  ]
  ada.say(typing(true))
  ada.say(typing(false))
  ada.say(typing(false))
  expect(await heard(bob)).toEqual([
    ['ada', true],
    ['ada', false],
  ])
  expect(await heard(ada)).toEqual([])
  expect(await heard(alsoAda)).toEqual([])
  expect(await heard(cy)).toEqual([])
})

test('GW-21: it is of the feed that is named, or of the main one, and ends for itself', async () => {
  const { enterAndWatch } = await begin()
  const [ada, bob] = [await enterAndWatch('ada'), await enterAndWatch('bob')]
  ada.say(typing(true))
  ada.say({ ...typing(true), feedId: 'side' })
  ada.say(typing(false))
  await settled()
  const told = bob.socket.frames.flatMap((frame) =>
    frame.type === 'typing' ? [[frame.feedId, frame.typing]] : [],
  )
  expect(told).toEqual([
    ['main', true],
    ['side', true],
    ['main', false],
  ])
})

test('GW-21: only who watches may say so', async () => {
  const { enterAndWatch, enter } = await begin()
  const [bob, cy] = [await enterAndWatch('bob'), await enter('cy')]
  cy.say(typing(true))
  expect(await heard(bob)).toEqual([])
})

test.each([
  ['the time', ({ clock }: Awaited<ReturnType<typeof begin>>) => clock.advance(10_000)],
  ['the connection', (_: unknown, ada: Person) => ada.session.closed()],
  ['the watch', (_: unknown, ada: Person) => void ada.ask({ type: 'unsubscribe', channelIds: [channelId] })],
  [
    'the membership',
    ({ here }: Awaited<ReturnType<typeof begin>>) => void here.leave(channelId, user('ada')),
  ],
])('GW-21: typing ends with %s', async (_, end) => {
  const all = await begin()
  const [ada, bob] = [await all.enterAndWatch('ada'), await all.enterAndWatch('bob')]
  ada.say(typing(true))
  await settled()
  end(all, ada)
  expect(await heard(bob)).toEqual([
    ['ada', true],
    ['ada', false],
  ])
})

test('GW-21: saying it again makes it last, and more often than allowed is dropped', async () => {
  const { enterAndWatch, clock } = await begin({ typingBurst: 2, typingPerSecond: 1 })
  const [ada, bob] = [await enterAndWatch('ada'), await enterAndWatch('bob')]
  for (let n = 0; n < 5; n += 1) ada.say(typing(true))
  expect(await heard(bob)).toHaveLength(2)
  clock.advance(9_000)
  ada.say(typing(true))
  clock.advance(9_000)
  expect(await heard(bob)).toHaveLength(3)
  clock.advance(1_000)
  expect((await heard(bob)).at(-1)).toEqual(['ada', false])
})

test('GW-82: a clock that is set back takes nobody’s typing', async () => {
  const { enterAndWatch, clock } = await begin({ typingBurst: 2, typingPerSecond: 1 })
  const [ada, bob] = [await enterAndWatch('ada'), await enterAndWatch('bob')]
  clock.set(-3_600_000)
  ada.say(typing(true))
  clock.advance(1_000)
  ada.say(typing(true))
  expect(await heard(bob)).toHaveLength(2)
})

test('GW-22: somebody is online while one of their sessions watches', async () => {
  const { enterAndWatch } = await begin()
  const bob = await enterAndWatch('bob', true)
  const [ada, alsoAda] = [await enterAndWatch('ada'), await enterAndWatch('ada')]
  expect((await seen(bob)).filter(([who]) => who === 'ada')).toEqual([['ada', true]])
  ada.session.closed()
  expect((await seen(bob)).filter(([who]) => who === 'ada')).toEqual([['ada', true]])
  await alsoAda.ask({ type: 'unsubscribe', channelIds: [channelId] })
  expect((await seen(bob)).at(-1)).toEqual(['ada', false])
})

test('GW-22: it is told to those who asked for it, who are told at first who is there', async () => {
  const { enterAndWatch, enter } = await begin()
  const [ada, bob] = [await enterAndWatch('ada'), await enter('bob')]
  expect(await bob.ask(watch(true))).toMatchObject({ channels: [{ online: ['ada', 'bob'] }] })
  expect(await seen(ada)).toEqual([])
})

test('GW-22: who watches anew was there all the time', async () => {
  const { enterAndWatch } = await begin()
  const [ada, bob] = [await enterAndWatch('ada'), await enterAndWatch('bob', true)]
  const before = (await seen(bob)).length
  await ada.ask(watch())
  expect(await seen(bob)).toHaveLength(before)
  ada.session.closed()
  expect((await seen(bob)).slice(before)).toEqual([['ada', false]])
})

test('GW-22: of one turn only how it ended is told, in one message', async () => {
  const { enterAndWatch } = await begin()
  const [ada, bob, cy] = [
    await enterAndWatch('ada'),
    await enterAndWatch('bob', true),
    await enterAndWatch('cy'),
  ]
  await settled()
  const before = bob.socket.messages.length
  ada.session.closed()
  cy.session.closed()
  expect((await seen(bob)).slice(-2)).toEqual([
    ['ada', false],
    ['cy', false],
  ])
  expect(bob.socket.messages).toHaveLength(before + 1)
})
