import type { TenantId, UserId } from '@parley/domain'
import { issueDevelopmentToken } from '@parley/auth'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { WebSocket } from 'ws'
import { freshEngine, secret, tokenOf } from './support/engine.ts'
import { personRaw, rawAt } from './support/raw.ts'

let engine: Awaited<ReturnType<typeof freshEngine>>
beforeAll(async () => {
  engine = await freshEngine()
})
afterAll(() => engine.close())

const anyError = (frame: { readonly type: string }): boolean => frame.type === 'error'
const ask = { type: 'query', query: { type: 'conversations' } } as const

const command = (fields: object): string =>
  JSON.stringify({ type: 'command', id: 7, command: { commandId: 'c', channelId: noChannel, ...fields } })
const noChannel = '00000000-0000-4000-8000-000000000000'

/** What is said, what the answer is, and the number that it carries where one could be read. */
const wrongFrames: ReadonlyArray<readonly [string, string | Buffer, object]> = [
  ['no JSON', '{"type":', { error: { _tag: 'NotJson' } }],
  ['binary', Buffer.from('{"type":"query"}'), { error: { _tag: 'NotText' } }],
  ['no object', '[]', { error: { _tag: 'BadFrame', path: '', expected: 'object' } }],
  ['no type', '{"id":3}', { id: 3, error: { _tag: 'BadFrame', path: 'type' } }],
  ['an unknown type', '{"type":"shout","id":3}', { id: 3, error: { _tag: 'BadFrame', path: 'type' } }],
  [
    'an unknown command',
    command({ type: 'Explode' }),
    { id: 7, error: { _tag: 'BadFrame', path: 'command.type' } },
  ],
  [
    'an unknown query',
    '{"type":"query","id":4,"query":{"type":"everything"}}',
    { id: 4, error: { _tag: 'BadFrame', path: 'query.type' } },
  ],
  [
    'a bad field',
    command({ type: 'RenameChannel', name: 7 }),
    { id: 7, error: { _tag: 'BadFrame', path: 'command.name', expected: 'ChannelName' } },
  ],
  [
    'a missing field',
    command({ type: 'AddMember' }),
    { id: 7, error: { _tag: 'BadFrame', path: 'command.userId', expected: 'UserId' } },
  ],
  [
    'a NUL in a text',
    command({ type: 'DescribeChannel', description: 'a\u0000b' }),
    { id: 7, error: { _tag: 'BadFrame', path: 'command.description' } },
  ],
  [
    'a channel id that is none',
    '{"type":"subscribe","id":5,"channels":[{"channelId":"x"}]}',
    { id: 5, error: { _tag: 'BadFrame', path: 'channels.0.channelId', expected: 'ChannelId' } },
  ],
  ['too large a frame', JSON.stringify({ type: 'x'.repeat(200_000) }), { error: { _tag: 'FrameTooLarge' } }],
]

describe('ENGINE-3: each wrong frame gets its own error, and the session goes on', () => {
  it.each(wrongFrames)('%s', async (_, what, error) => {
    const ada = await personRaw(engine.url, 'ada')
    const other = await personRaw(engine.url, 'bo')
    ada.say(what)
    expect(await ada.hears(anyError)).toMatchObject(error)
    expect(await ada.ask(ask)).toMatchObject({ type: 'result' })
    expect(await other.ask(ask)).toMatchObject({ type: 'result' })
    expect(ada.rest()).toEqual([])
  })

  it('a frame that is not to be read at all ends its own connection alone', async () => {
    const [ada, other] = [await personRaw(engine.url, 'ada'), await personRaw(engine.url, 'bo')]
    ada.say('x'.repeat(2 * 1024 * 1024))
    expect(await ada.closed).toBe(1009)
    expect(await other.ask(ask)).toMatchObject({ type: 'result' })
  })
})

describe('ENGINE-3: who has not said who they are gets nothing else', () => {
  it('every other frame is NotAuthenticated', async () => {
    const nobody = await rawAt(engine.url)
    expect(await nobody.ask(ask)).toMatchObject({ type: 'error', error: { _tag: 'NotAuthenticated' } })
    expect(await nobody.ask({ type: 'subscribe', channels: [] })).toMatchObject({
      error: { _tag: 'NotAuthenticated' },
    })
    nobody.say(command({ type: 'ArchiveChannel' }))
    expect(await nobody.hears(anyError)).toMatchObject({ id: 7, error: { _tag: 'NotAuthenticated' } })
    // The same connection may still say who it is.
    const token = await tokenOf('ada')
    expect(await nobody.ask({ type: 'authenticate', version: 1, token })).toMatchObject({
      type: 'authenticated',
      userId: 'ada',
    })
    expect(await nobody.ask(ask)).toMatchObject({ type: 'result' })
  })

  it('a version that is not spoken is named, with those that are', async () => {
    const nobody = await rawAt(engine.url)
    expect(
      await nobody.ask({ type: 'authenticate', version: 99, token: await tokenOf('ada') }),
    ).toMatchObject({ type: 'error', error: { _tag: 'UnsupportedVersion', supported: [1] } })
  })

  it('a token that ran out, of another secret, or none at all is refused with the reason', async () => {
    const ada = { tenantId: 'default' as TenantId, userId: 'ada' as UserId }
    const longAgo = await issueDevelopmentToken(secret, ada, { now: () => 0 })
    const foreign = await issueDevelopmentToken('another secret, also 32 bytes or more', ada)
    for (const token of [longAgo, foreign, 'no token', '']) {
      const nobody = await rawAt(engine.url)
      expect(await nobody.ask({ type: 'authenticate', version: 1, token })).toMatchObject({
        type: 'error',
        error: { _tag: 'AuthenticationFailed', reason: expect.stringMatching(/./) },
      })
      expect(await nobody.ask(ask)).toMatchObject({ error: { _tag: 'NotAuthenticated' } })
    }
  })

  it('another path is no WebSocket, and a page of another origin does not get in', async () => {
    const refused = async (url: string, origin?: string): Promise<string> => {
      const socket = new WebSocket(url, origin === undefined ? {} : { origin })
      return new Promise((resolve) => {
        socket.once('error', (error) => resolve(error.message))
        socket.once('open', () => resolve('open'))
      })
    }
    expect(await refused(engine.url.replace('/ws', '/elsewhere'))).toMatch(/404/)
    expect(await refused(engine.url, 'https://elsewhere.example')).toMatch(/403/)
  })
})
