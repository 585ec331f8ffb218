import { adasChannel, bob, commandId, text } from '@parley/domain/testing'
import type { ServerFrame } from '@parley/protocol'
import { describe, expect, it, onTestFinished, vi } from 'vitest'
import type { ClientOptions } from '../src/client.ts'
import type { TokenRequest } from '../src/connection/tokens.ts'
import { type FakeServer, often, turn } from './support/fake-socket.ts'
import { accepted, nothingYet, welcome } from './support/frames.ts'
import { asked, started, withNothing, withTea } from './support/let-in.ts'

const refused = (passing?: 'later' | 'renewed'): ServerFrame => ({
  type: 'error',
  id: 1,
  error: {
    _tag: 'AuthenticationFailed',
    reason: 'the token has run out',
    ...(passing === undefined ? {} : { passing }),
  },
})
const hello = { channelId: adasChannel, body: text('hello'), clientMessageId: commandId('hello') }

/** Goes through connections until the server says what it is to say, and lets the client in on the last. */
const going = (options: Partial<ClientOptions> = {}) => {
  const parts = started(options)
  const turnDown = async (count: number, frame: ServerFrame): Promise<FakeServer> => {
    const server = await parts.reach(count)
    server.say(frame)
    await turn()
    await parts.clock.advance(100)
    return server
  }
  const letIn = async (count: number): Promise<FakeServer> => {
    const server = await parts.reach(count)
    server.say(welcome)
    await turn()
    server.say(nothingYet(asked(server, 'conversations')))
    await turn()
    return server
  }
  return { ...parts, turnDown, letIn }
}

describe('SDK-35: a token that is not taken', () => {
  it('since it ran out is asked for anew, with the reason, and what waits is not lost', async () => {
    const wishes: TokenRequest[] = []
    const { client, turnDown, letIn } = going({
      token: (wish) => {
        wishes.push(wish)
        return `token ${wishes.length}`
      },
    })
    const answer = client.send(hello)
    await turnDown(0, refused('renewed'))
    expect(client.state()).toMatchObject({ status: 'connecting', pending: [{ clientMessageId: 'hello' }] })
    const server = await letIn(1)
    expect(server.heard[0]).toMatchObject({ token: 'token 2' })
    expect(wishes).toMatchObject([{ refused: null }, { refused: { passing: 'renewed' } }])
    server.say(accepted(asked(server, 'command')))
    expect(await answer).toMatchObject({ _tag: 'Right' })
  })

  it('since its time has not come is tried again, however often', async () => {
    const { client, turnDown, letIn } = going()
    for (let count = 0; count < 12; count += 1) await turnDown(count, refused('later'))
    await letIn(12)
    expect(client.state().status).toBe('online')
  })

  it('since it ran out, and stays the same, is given up after a few times', async () => {
    const { client, servers, turnDown } = going()
    for (let count = 0; count < 5; count += 1) await turnDown(count, refused('renewed'))
    expect(client.state()).toMatchObject({ status: 'denied', denial: { _tag: 'AuthenticationFailed' } })
    expect(servers).toHaveLength(5)
  })

  it('for good is the last word where there is no other, and `retry` goes on with one that there is by then', async () => {
    let token: string | null = 'a bad one'
    const { client, servers, turnDown, letIn } = going({
      token: ({ refused: why }) => (why === null ? token : null),
    })
    const answer = client.send(hello)
    await turnDown(0, refused())
    expect(client.state().status).toBe('denied')
    token = 'a good one'
    client.retry()
    const server = await letIn(1)
    expect(servers).toHaveLength(2)
    server.say(accepted(asked(server, 'command')))
    expect(await answer).toMatchObject({ _tag: 'Right' })
    expect(client.state().denial).toBeNull()
  })

  it('for good, with another each time, comes to an end', async () => {
    let tokens = 0
    const { client, servers, turnDown } = going({ token: () => `token ${(tokens += 1)}` })
    for (let count = 0; count < 5; count += 1) await turnDown(count, refused())
    expect(client.state().status).toBe('denied')
    expect(servers).toHaveLength(5)
  })

  it.each([
    { _tag: 'Unavailable' } as const,
    { _tag: 'Internal', reference: 'r' } as const,
    { _tag: 'Overloaded', retryAfter: 9_000 } as const,
    { _tag: 'RateLimited', retryAfter: 9_000 } as const,
  ])('since $_tag passes, and is tried again no sooner than it is said', async (error) => {
    const { clock, servers, turnDown } = going()
    await turnDown(0, { type: 'error', id: 1, error })
    const told = 'retryAfter' in error
    expect(servers).toHaveLength(told ? 1 : 2)
    await clock.advance(told ? 8_899 : 0)
    expect(servers).toHaveLength(told ? 1 : 2)
    await clock.advance(told ? 2_500 : 0)
    expect(servers).toHaveLength(2)
  })
})

describe('SDK-36: a token that will run out', () => {
  it('is renewed before, over the same connection, again and again', async () => {
    let tokens = 0
    const { client, server, clock } = await withNothing(
      { token: () => `token ${(tokens += 1)}` },
      { ...welcome, expiresIn: 120_000 },
    )
    const pass = async (seconds: number): Promise<void> => {
      for (let second = 0; second < seconds; second += 1) {
        server.say({ type: 'updates', updates: [] })
        await clock.advance(1_000)
      }
    }
    await pass(89)
    expect(tokens).toBe(1)
    await pass(1)
    expect(server.heard.at(-1)).toMatchObject({ type: 'authenticate', token: 'token 2' })
    server.say({ ...welcome, id: asked(server, 'authenticate'), expiresIn: 40_000 })
    await turn()
    await pass(30)
    expect(server.heard.at(-1)).toMatchObject({ type: 'authenticate', token: 'token 3' })
    expect(client.state().status).toBe('online')
  })

  it('where none is to be had is asked for until it has run out, and then the connection begins anew', async () => {
    let tokens = 0
    const { client, server, servers, clock } = await withNothing(
      {
        token: () => {
          tokens += 1
          if (tokens > 1 && tokens < 4) throw new Error('nobody answers')
          return 'a token'
        },
      },
      { ...welcome, expiresIn: 20_000 },
    )
    await clock.advance(15_000)
    server.say({ type: 'updates', updates: [] })
    await clock.advance(5_000)
    expect(tokens).toBe(3)
    expect(client.state().status).toBe('online')
    server.drop(4401, 'the token has run out')
    await clock.advance(100)
    expect(servers).toHaveLength(2)
  })
})

describe('SDK-37: a client is one person’s', () => {
  it('a token of another’s is not gone on with', async () => {
    const { client, server, clock, reach } = await withTea(1)
    void client.send(hello)
    server.drop()
    await clock.advance(100)
    const next = await reach(1)
    next.say({ ...welcome, userId: bob })
    await turn()
    expect(client.state()).toMatchObject({ status: 'denied', me: { userId: 'ada' } })
    expect(next.isClosed()).toBe(true)
    expect(next.heard.map(({ type }) => type)).toEqual(['authenticate'])
  })
})

describe('SDK-34: what is not ours', () => {
  it('a token that never comes counts as a failed try', async () => {
    let asks = 0
    const { client, clock } = started({
      token: () => {
        asks += 1
        return new Promise(() => undefined)
      },
    })
    await clock.advance(15_000)
    expect(client.state().connection).toMatchObject({ status: 'connecting', reason: { _tag: 'NoToken' } })
    await clock.advance(100)
    expect(asks).toBe(2)
  })

  it('a token that is none counts as a failed try', async () => {
    const { client, servers } = started({ token: () => 1 as unknown as string })
    await turn()
    expect(client.state().connection.reason).toMatchObject({ _tag: 'NoToken' })
    expect(servers).toHaveLength(0)
  })

  it.each([
    () => {
      throw new Error('no')
    },
    () => Number.NaN,
    () => -1,
    () => Number.POSITIVE_INFINITY,
  ])('a wait that is none is one of ours', async (wait) => {
    const { client, servers, reach, clock } = started({ wait })
    const server = await reach(0)
    server.drop()
    await turn()
    expect(client.state().connection.nextTryAt).not.toBeNull()
    await clock.advance(1_000)
    expect(servers).toHaveLength(2)
  })

  it('an address that is none ends nothing but the try', async () => {
    const { connect } = await import('../src/client.ts')
    const client = connect({ url: 'nonsense', token: () => 'a token' })
    await expect.poll(() => client.state().connection.reason, often).not.toBe(null)
    expect(client.state().connection).toMatchObject({ status: 'connecting', reason: { _tag: 'NoSocket' } })
    client.close()
  })

  it('a socket that throws at what it is given is lost', async () => {
    const { client, clock, servers } = started({
      openSocket: () => ({
        send: () => {
          throw new Error('not open')
        },
        close: () => {
          throw new Error('not open')
        },
        onmessage: null,
        onclose: null,
        onerror: null,
        set onopen(run: (() => void) | null) {
          run?.()
        },
      }),
    })
    await turn()
    await clock.advance(0)
    expect(client.state().connection.reason).toMatchObject({ _tag: 'Disconnected' })
    expect(servers).toHaveLength(0)
  })

  it('signals that can’t be listened to are done without, and are left on closing', async () => {
    const { client } = started({
      signals: () => {
        throw new Error('no window')
      },
    })
    expect(client.state().status).toBe('connecting')
    const { client: other, listeners } = started()
    expect(listeners.size).toBe(1)
    other.close()
    expect(listeners.size).toBe(0)
  })
})

describe('SDK-44: the machine’s time', () => {
  it('may be set back or on, and nothing that is measured notices', async () => {
    vi.useFakeTimers({ toFake: ['Date'] })
    onTestFinished(() => void vi.useRealTimers())
    const { client, clock, server } = await withTea(1)
    client.typing(adasChannel, null, true)
    vi.setSystemTime('1999-01-01')
    await clock.advance(3_000)
    client.typing(adasChannel, null, true)
    void client.send(hello)
    expect(client.state().pending[0]?.writtenAt).toMatch(/^1999/)
    vi.setSystemTime('2099-01-01')
    await clock.advance(3_900)
    expect(client.state().status).toBe('online')
    expect(server.heard.filter(({ type }) => type === 'typing')).toHaveLength(2)
  })
})

describe('SDK-43: a connection that is gone without a word', () => {
  const timeout = 4_000

  it('is doubted once a command has no answer for some seconds, and then given up', async () => {
    const { client, clock, server } = await withTea(1)
    void client.send(hello)
    await clock.advance(timeout)
    expect(server.heard.at(-1)).toMatchObject({ type: 'unsubscribe', channelIds: [] })
    expect(client.state().status).toBe('online')
    await clock.advance(timeout)
    expect(client.state()).toMatchObject({
      status: 'connecting',
      connection: { reason: { _tag: 'Disconnected', silent: true } },
    })
    expect(server.isClosed()).toBe(true)
  })

  it('is not given up where it is only slow to answer', async () => {
    const { client, clock, server } = await withTea(1)
    void client.send(hello)
    for (let word = 0; word < 5; word += 1) {
      await clock.advance(timeout)
      server.say({ type: 'unsubscribed', id: asked(server, 'unsubscribe') })
    }
    expect(client.state().status).toBe('online')
  })

  it('is asked for a word where nothing is said for long', async () => {
    const { client, clock, server } = await withTea(1)
    await clock.advance(4 * timeout)
    server.say({ type: 'unsubscribed', id: asked(server, 'unsubscribe') })
    await clock.advance(4 * timeout)
    expect(client.state().status).toBe('online')
    await clock.advance(timeout)
    expect(client.state().status).toBe('connecting')
  })

  it.each(['offline', 'online', 'awake'] as const)('is doubted when the platform says %s', async (one) => {
    const { client, clock, server, signal } = await withTea(1)
    signal(one)
    expect(server.heard.at(-1)).toMatchObject({ type: 'unsubscribe', channelIds: [] })
    await clock.advance(timeout)
    expect(client.state().status).toBe('connecting')
  })

  it('is tried again at once when the network is there again', async () => {
    const { server, servers, signal, clock } = await withTea(1, { wait: () => 60_000 })
    server.drop()
    signal('offline')
    await turn()
    expect(servers).toHaveLength(1)
    signal('online')
    await turn()
    expect(servers).toHaveLength(2)
    await clock.advance(60_000)
    expect(servers.length).toBeLessThanOrEqual(3)
  })

  it('is given up before it was there, with a longer and longer time-out where the way is slow', async () => {
    const { servers, clock } = started()
    await turn()
    await clock.advance(2 * timeout)
    expect(servers[0]?.isClosed()).toBe(true)
    await clock.advance(100)
    expect(servers).toHaveLength(2)
    await clock.advance(2 * timeout)
    expect(servers[1]?.isClosed()).toBe(false)
    await clock.advance(2 * timeout)
    expect(servers[1]?.isClosed()).toBe(true)
  })
})
