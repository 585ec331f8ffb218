import { adasChannel } from '@parley/domain/testing'
import type { Update } from '@parley/contract'
import type { ServerFrame } from '@parley/protocol'
import { expect, onTestFinished } from 'vitest'
import { type ClientOptions, connect } from '../../src/client.ts'
import type { Signal } from '../../src/platform/signals.ts'
import { fakeClock } from './fake-clock.ts'
import { type FakeServer, fakeSockets, serverOf, turn } from './fake-socket.ts'
import { nothingYet, welcome } from './frames.ts'
import { conversationOf, position, revision } from './tea.ts'

/** A client between a clock, signals and sockets of the test's own. */
export const started = (options: Partial<ClientOptions> = {}) => {
  const { servers, openSocket } = fakeSockets()
  const clock = fakeClock()
  const listeners = new Set<(signal: Signal) => void>()
  const client = connect({
    url: 'ws://there',
    token: () => 'a token',
    openSocket,
    wait: () => 100,
    marksDelivered: false,
    clock,
    signals: (listener) => {
      listeners.add(listener)
      return () => listeners.delete(listener)
    },
    ...options,
  })
  onTestFinished(client.close)
  const signal = (one: Signal): void => {
    for (const listener of listeners) listener(one)
  }
  /** The connection of a number, which has said who it is. */
  const reach = async (count: number): Promise<FakeServer> => {
    const server = await serverOf(servers, count)
    server.open()
    await turn()
    return server
  }
  return { client, clock, servers, signal, listeners, reach }
}

/** A client whose connection is open and let in, and which has asked for its conversation list. */
export const letIn = async (options: Partial<ClientOptions> = {}, first: ServerFrame = welcome) => {
  const parts = started(options)
  const server = await parts.reach(0)
  server.say(first)
  await turn()
  return { ...parts, server }
}

/** Answers what the list is: one channel of Ada's, with so many messages. */
export const listTea = async (server: FakeServer, messages: number): Promise<void> => {
  server.say({
    type: 'result',
    id: asked(server, 'conversations'),
    position: position(1 + messages),
    result: { type: 'conversations', conversations: [conversationOf(messages)], more: false },
  })
  await turn()
}

/** Answers to whoever watches that channel anew, which has so many messages now: what they have missed. */
export const catchUpTea = async (
  server: FakeServer,
  messages: number,
  updates: ReadonlyArray<Update> = [],
): Promise<void> => {
  server.say({
    type: 'subscribed',
    id: asked(server, 'subscribe'),
    channels: [
      {
        _tag: 'delta',
        channelId: adasChannel,
        revision: revision(1 + messages),
        updates: [...updates],
        online: [],
      },
    ],
  })
  await turn()
}

/** Lets in a client of Ada's that has one channel, with so many messages, and answers until it is online. */
export const showTea = async (server: FakeServer, messages: number): Promise<void> => {
  await listTea(server, messages)
  await catchUpTea(server, messages)
}

/** The connection of a number, which the client makes once it has lost the one before, and which lets it in. */
export const letInAgain = async (
  { clock, reach }: Pick<ReturnType<typeof started>, 'clock' | 'reach'>,
  count: number,
): Promise<FakeServer> => {
  await clock.advance(100)
  const server = await reach(count)
  server.say(welcome)
  await turn()
  return server
}

export const withTea = async (messages: number, options: Partial<ClientOptions> = {}) => {
  const parts = await letIn(options)
  await showTea(parts.server, messages)
  expect(parts.client.state().status).toBe('online')
  return parts
}

/** A client that is online, and in no channel. */
export const withNothing = async (options: Partial<ClientOptions> = {}, first: ServerFrame = welcome) => {
  const parts = await letIn(options, first)
  parts.server.say(nothingYet(asked(parts.server, 'conversations')))
  await turn()
  expect(parts.client.state().status).toBe('online')
  return parts
}

/** The number of what the client asked last, of a kind. */
export const asked = (server: FakeServer, type: string): number => {
  const frame = server.heard.findLast((one) =>
    one.type === 'query' ? one.query.type === type : one.type === type,
  )
  if (frame === undefined || !('id' in frame)) throw new Error(`no ${type} was asked for`)
  return frame.id
}
