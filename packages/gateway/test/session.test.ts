import { channelIdIn } from '@parley/domain'
import * as E from 'fp-ts/lib/Either.js'
import { expect, test } from 'vitest'
import { acceptedAt, fakeCommands } from '@parley/engine/testing'
import { sessions, settled } from './support/sessions.ts'
import { channel, tenantId, user } from './support/world.ts'

const channelId = channel(1)
const join = { type: 'command', command: { type: 'JoinChannel', commandId: 'j', channelId } }
const sendMessage = (clientMessageId: string) => ({
  type: 'command',
  command: {
    type: 'SendMessage',
    clientMessageId,
    channelId,
    feedId: 'main',
    parentId: null,
    body: { kind: 'text', text: 'hi' },
  },
})

test('GW-1: before authentication, every other frame gets NotAuthenticated', async () => {
  const { open } = sessions()
  const ada = open()
  expect(await ada.ask(join)).toMatchObject({ type: 'error', error: { _tag: 'NotAuthenticated' } })
  ada.say({ type: 'typing', channelId, parentId: null, typing: true })
  expect(await ada.saw('error', ({ id }) => id === undefined)).toEqual({
    type: 'error',
    error: { _tag: 'NotAuthenticated' },
  })
  expect(ada.socket.closed).toBeUndefined()
})

test('GW-1: who does not say in time who it is is let go', () => {
  const { open, clock } = sessions()
  const ada = open()
  clock.advance(9_999)
  expect(ada.socket.closed).toBeUndefined()
  clock.advance(1)
  expect(ada.socket.closed).toEqual({ code: 4401, reason: 'not authenticated in time' })
})

test('GW-2: a wrong token or version is refused, and the next try may succeed', async () => {
  const { open } = sessions()
  const ada = open()
  expect(await ada.ask({ type: 'authenticate', version: 2, token: 'ada' })).toMatchObject({
    error: { _tag: 'UnsupportedVersion', supported: [1] },
  })
  expect(await ada.ask({ type: 'authenticate', version: 1, token: 'nobody' })).toMatchObject({
    error: { _tag: 'AuthenticationFailed', reason: 'the signature is not valid' },
  })
  expect(await ada.ask({ type: 'authenticate', version: 1, token: 'ada' })).toMatchObject({
    type: 'authenticated',
    version: 1,
    tenantId,
    userId: 'ada',
  })
})

test('GW-90: a server is let in as the person for whom it acts, and as nobody else', async () => {
  const { open, commands } = sessions()
  const server = open()
  const as = (token: string, actFor?: object) => ({ type: 'authenticate', version: 1, token, actFor })
  const refused = (reason: string) => ({ error: { _tag: 'AuthenticationFailed', reason } })
  expect(await server.ask(as('server'))).toMatchObject(
    refused('the token is a server’s: it is to name the person for whom it acts (actFor)'),
  )
  expect(await server.ask(as('reader', { userId: 'ada' }))).toMatchObject(
    refused('the server’s token has not the scope act-as'),
  )
  expect(await open().ask(as('server', { userId: 'Parley:x' }))).toMatchObject(
    refused('actFor.userId: a name that does not begin with parley: expected'),
  )
  expect(await open().ask(as('server', { userId: 'ada ' }))).toMatchObject(
    refused('actFor.userId: UserId expected'),
  )
  expect(await open().ask(as('ada', { userId: 'bo' }))).toMatchObject(
    refused('a person acts for nobody but themselves'),
  )
  expect(await server.ask(join)).toMatchObject({ error: { _tag: 'NotAuthenticated' } })
  const entered = { type: 'authenticated', tenantId, userId: 'ada' }
  expect(await server.ask(as('server', { userId: 'ada' }))).toMatchObject(entered)
  // The session stays that person's, by that server.
  const other = refused('the session is somebody else’s')
  expect(await server.ask(as('server', { userId: 'bo' }))).toMatchObject(other)
  expect(await server.ask(as('ada'))).toMatchObject(other)
  expect(await server.ask(as('server', { userId: 'ada' }))).toMatchObject(entered)
  server.say({ ...join, id: 900 })
  expect(commands.asked).toMatchObject([{ command: { by: 'ada', tenantId } }])
})

test('GW-90 GUEST-1: a server says whether the person for whom it acts is a guest', async () => {
  const { open } = sessions()
  const server = open()
  const actFor = { userId: 'ada', guest: true }
  await server.ask({ type: 'authenticate', version: 1, token: 'server', actFor })
  expect(await server.ask({ type: 'query', query: { type: 'browse' } })).toMatchObject({
    type: 'rejected',
    rejection: { _tag: 'MissingPermission', action: 'browse' },
  })
})

test('PROTO-60: who names a range is let in with the highest version that both speak, which the answer says', async () => {
  const { open } = sessions()
  const authenticate = { type: 'authenticate', token: 'ada' }
  expect(await open().ask({ ...authenticate, version: { from: 1, to: 9 } })).toMatchObject({
    type: 'authenticated',
    version: 1,
  })
  expect(await open().ask({ ...authenticate, version: { from: 2, to: 9 } })).toMatchObject({
    error: {
      _tag: 'UnsupportedVersion',
      supported: [1],
      reason:
        'the server speaks version 1 and the client versions 2 to 9: update the server, or use an earlier client',
    },
  })
})

test('GW-3: a session ends with its token, which the same person may replace in time', async () => {
  const { enter, clock } = sessions()
  const ada = await enter('ada:60')
  clock.advance(50_000)
  expect(await ada.ask({ type: 'authenticate', version: 1, token: 'eve:600' })).toMatchObject({
    error: { _tag: 'AuthenticationFailed' },
  })
  expect(await ada.ask({ type: 'authenticate', version: 1, token: 'ada:60' })).toMatchObject({
    type: 'authenticated',
  })
  clock.advance(64_000)
  expect(ada.socket.closed).toBeUndefined()
  clock.advance(1_000)
  expect(ada.socket.closed).toEqual({ code: 4401, reason: 'the token has run out' })
})

test('GUEST-1: a session stays what it began as: of a guest, or of nobody who is one', async () => {
  const { open } = sessions()
  const [guest, member] = [open(), open()]
  const say = (token: string) => ({ type: 'authenticate', version: 1, token })
  expect(await guest.ask(say('ada:60:guest'))).toMatchObject({ type: 'authenticated' })
  const refused = { type: 'error', error: { _tag: 'AuthenticationFailed' } }
  expect(await guest.ask(say('ada:60'))).toMatchObject(refused)
  expect(await guest.ask(say('ada:60:guest'))).toMatchObject({ type: 'authenticated' })
  expect(await member.ask(say('ada:60'))).toMatchObject({ type: 'authenticated' })
  expect(await member.ask(say('ada:60:guest'))).toMatchObject(refused)
  const browsed = await guest.ask({ type: 'query', query: { type: 'browse' } })
  expect(browsed).toMatchObject({ type: 'rejected', rejection: { action: 'browse' } })
})

test('GW-81: whoever is let in is told how long the session lasts, each time', async () => {
  const { enter, clock } = sessions()
  const ada = await enter('ada:60')
  expect(ada.socket.frames[0]).toMatchObject({ type: 'authenticated', expiresIn: 65_000 })
  clock.advance(50_000)
  expect(await ada.ask({ type: 'authenticate', version: 1, token: 'ada:60' })).toMatchObject({
    expiresIn: 65_000,
  })
})

test('GW-4: each frame that is none gets its own error, and the session goes on', async () => {
  const { enter } = sessions({ limits: { frameBytes: 1_000 } })
  const ada = await enter('ada')
  ada.say('x'.repeat(1_001))
  ada.say({ type: 'unsubscribe', channelIds: ['x'.repeat(1_000)], id: 9 })
  ada.session.receive(Buffer.from([1, 2, 3]), true)
  ada.say('{"type":')
  ada.say({ type: 'sing', id: 1 })
  ada.say({ type: 'command', id: 2, command: { type: 'JoinChannel', commandId: 'j', channelId: 'general' } })
  const answer = await ada.ask({ type: 'query', query: { type: 'conversations' } })
  const errors = ada.socket.frames.flatMap((frame) => (frame.type === 'error' ? [frame] : []))
  expect(errors).toMatchObject([
    { error: { _tag: 'FrameTooLarge', bytes: 1_001, most: 1_000 } },
    { id: 9, error: { _tag: 'FrameTooLarge', most: 1_000 } },
    { error: { _tag: 'NotText' } },
    { error: { _tag: 'NotJson' } },
    { id: 1, error: { _tag: 'BadFrame', path: 'type' } },
    { id: 2, error: { _tag: 'BadFrame', path: 'command.channelId', expected: 'ChannelId' } },
  ])
  expect(answer.type).toBe('result')
})

test('GW-5: tenant, person and time are those of the token and the server, and ids follow from names', async () => {
  const { enter, commands } = sessions({ commands: fakeCommands(() => acceptedAt(1)) })
  const ada = await enter('ada')
  const create = {
    type: 'CreateChannel',
    commandId: 'new',
    channelType: 'standard',
    name: 'General',
    description: '',
    members: [],
  }
  await ada.ask({ type: 'command', command: { ...create, by: 'eve', tenantId: 'other', channelId } })
  await ada.ask({ type: 'command', command: create })
  await ada.ask(sendMessage('one'))
  await ada.ask({
    type: 'command',
    command: { type: 'MarkRead', commandId: 'r', channelId, feedId: 'main', segment: 1 },
  })
  const [first, again, sent, read] = commands.asked.map(({ command }) => command)
  const facts = { tenantId, by: 'ada', at: '2026-03-01T12:00:00.000Z' }
  expect(first).toMatchObject(facts)
  expect(first && channelIdIn(first)).not.toBe(channelId)
  expect(again && channelIdIn(again)).toBe(first && channelIdIn(first))
  expect(sent).toMatchObject({
    ...facts,
    commandId: 'one',
    messageId: expect.stringMatching(/^[0-9a-f-]{36}$/),
  })
  expect(sent).not.toHaveProperty('clientMessageId')
  expect(read).toMatchObject({ ...facts, type: 'MarkRead', segment: 1 })
})

test('GW-6: commands are handed over in the order of their frames, and answered as they are ready', async () => {
  const { enter, commands } = sessions()
  const ada = await enter('ada')
  const answers = ['a', 'b', 'c'].map((name) => ada.ask(sendMessage(name)))
  expect(commands.asked.map(({ command }) => command.commandId)).toEqual(['a', 'b', 'c'])
  commands.asked[2]?.answer(acceptedAt(9))
  expect(await answers[2]).toMatchObject({ type: 'accepted', position: 9, revision: 9, result: {} })
  commands.asked[0]?.answer(E.left({ _tag: 'Rejected', rejection: { _tag: 'NotAMember' } }))
  expect(await answers[0]).toMatchObject({ type: 'rejected', rejection: { _tag: 'NotAMember' } })
  commands.asked[1]?.answer(E.left({ _tag: 'InDoubt', cause: 'cut' }))
  expect(await answers[1]).toMatchObject({ type: 'error', error: { _tag: 'InDoubt' } })
})

test('GW-7: what is under way is bounded', async () => {
  const { enter, commands } = sessions({ limits: { commandsUnderWay: 2 } })
  const ada = await enter('ada')
  void ada.ask(sendMessage('a'))
  const second = ada.ask(sendMessage('b'))
  expect(await ada.ask(sendMessage('c'))).toMatchObject({ error: { _tag: 'Overloaded', retryAfter: 500 } })
  commands.asked[1]?.answer(acceptedAt(1))
  await second
  void ada.ask(sendMessage('d'))
  expect(commands.asked.map(({ command }) => command.commandId)).toEqual(['a', 'b', 'd'])
})

test.each([
  [{ _tag: 'Unavailable', cause: 'secret' }, { _tag: 'Unavailable' }],
  [
    { _tag: 'Overloaded', waiting: 3 },
    { _tag: 'Overloaded', retryAfter: 500 },
  ],
  [
    { _tag: 'TooLarge', bytes: 2, most: 1 },
    { _tag: 'CommandTooLarge', bytes: 2, most: 1 },
  ],
  [
    { _tag: 'Corrupt', cause: 'secret' },
    { _tag: 'Internal', reference: expect.any(String) },
  ],
  [
    { _tag: 'Corrupt', cause: 'secret', stream: 'secret' },
    { _tag: 'StreamCorrupt', reference: expect.any(String) },
  ],
  [{ _tag: 'StreamDeleted', stream: 'secret' }, { _tag: 'StreamDeleted' }],
] as const)('GW-8: of what went wrong behind it, a client learns what it can do: %s', async (error, told) => {
  const { enter } = sessions({ commands: fakeCommands(() => E.left(error)) })
  const ada = await enter('ada')
  const answer = await ada.ask(join)
  expect(answer).toMatchObject({ type: 'error', error: told })
  expect(JSON.stringify(answer)).not.toContain('secret')
})

test('GW-8: a fault of the server’s own is an answer too', async () => {
  const broken = fakeCommands(() => {
    throw new Error('secret')
  })
  const { enter, world } = sessions({ commands: broken })
  const ada = await enter('ada')
  expect(await ada.ask(join)).toMatchObject({ error: { _tag: 'Internal' } })
  world.unavailable = true
  expect(await ada.ask({ type: 'query', query: { type: 'conversations' } })).toMatchObject({
    error: { _tag: 'Unavailable' },
  })
  expect(await ada.ask({ type: 'subscribe', channels: [{ channelId }] })).toMatchObject({
    error: { _tag: 'Unavailable' },
  })
})

test('GW-9: queries are answered with the position of their answer', async () => {
  const { enter, world } = sessions()
  world.join(channelId, user('ada'))
  const ada = await enter('ada')
  expect(await ada.ask({ type: 'query', query: { type: 'conversation', channelId } })).toMatchObject({
    type: 'result',
    position: 1,
    result: { type: 'conversation', conversation: { channel: { channelId } } },
  })
})

test('GW-24: leaving answers the commands that are under way, and takes no more', async () => {
  const { enter, commands } = sessions()
  const ada = await enter('ada')
  const answer = ada.ask(sendMessage('a'))
  const left = ada.session.leave()
  ada.say({ ...sendMessage('b'), id: 8 })
  await settled()
  expect(ada.socket.closed).toBeUndefined()
  commands.asked[0]?.answer(acceptedAt(4))
  await left
  expect(await answer).toMatchObject({ type: 'accepted', position: 4 })
  expect(ada.socket.closed).toEqual({ code: 1001, reason: 'the server is going away' })
  expect(commands.asked).toHaveLength(1)
})
