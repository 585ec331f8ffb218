import { channelIdOf, type CommandId, type TenantId, type UserId } from '@parley/domain'
import { invitedChannelType } from '@parley/domain/permissions'
import { ownVersions } from '@parley/contract'
import { WebSocket } from 'ws'
import type { Lines } from './line.ts'

/** As whom a flooder floods. */
export interface Flood {
  readonly token: string
  /** Who that is. */
  readonly who: string
  /** A channel of the others, which the flooder knows the id of and is no member of. */
  readonly channelId: string
}

/** Floods in one manner until it is told to stop. */
type Manner = (lines: Lines, flood: Flood, stop: AbortSignal) => Promise<void>

/** One person's sessions, all with as much under way as they can get. */
const sessions = 5

/** Says frames over one session, each as soon as there is an answer to one before, or, unanswered, as fast as they go. */
const session =
  (frame: (n: number, flood: Flood) => string, atOnce: number, authenticated = true): Manner =>
  async ({ open }, flood, stop) => {
    while (!stop.aborted) {
      const { socket, say, end } = await open()
      let n = 1
      const next = (): void => {
        if (!stop.aborted) say(frame(n++, flood))
      }
      const begin = (): void => {
        for (let i = 0; i < atOnce; i++) next()
      }
      const { token } = flood
      socket.on('message', (data: Buffer) => {
        const text = data.toString('latin1')
        if (text.includes('"authenticated"')) return begin()
        for (const _ of text.matchAll(/"(?:accepted|rejected|result|error|subscribed)","id"/g)) next()
        // An error without an id answers a frame as well.
        for (const _ of text.matchAll(/"type":"error","error"/g)) next()
      })
      if (authenticated) say(JSON.stringify({ type: 'authenticate', id: 0, version: ownVersions, token }))
      else begin()
      await new Promise<void>((resolve) => {
        socket.once('close', () => resolve())
        stop.addEventListener('abort', () => resolve(), { once: true })
        if (socket.readyState === WebSocket.CLOSED || stop.aborted) resolve()
      })
      end()
    }
  }

const inParallel =
  (manner: Manner): Manner =>
  async (lines, flood, stop) => {
    await Promise.all(Array.from({ length: sessions }, () => manner(lines, flood, stop)))
  }

const message = (n: number, channelId: string): string =>
  JSON.stringify({
    type: 'command',
    id: n,
    command: {
      type: 'SendMessage',
      clientMessageId: `${process.pid}-${n}-${Math.random()}`,
      channelId,
      feedId: 'main',
      parentId: null,
      body: { kind: 'text', text: 'buy now' },
    },
  })
/** A channel of the flooder's own: the first frame of each session creates it, which counts once. */
const ownName = 'own' as CommandId
const createOwn = JSON.stringify({
  type: 'command',
  id: 1,
  command: {
    type: 'CreateChannel',
    commandId: ownName,
    channelType: invitedChannelType,
    name: 'flood',
    description: '',
    members: [],
  },
})
const inOwn =
  (frame: (n: number, channelId: string) => string) =>
  (n: number, { who }: Flood): string =>
    n === 1 ? createOwn : frame(n, channelIdOf('default' as TenantId, who as UserId, ownName))
const addMember = (n: number, channelId: string): string => {
  const name = `${n}-${Math.random()}`
  return JSON.stringify({
    type: 'command',
    id: n,
    command: { type: 'AddMember', commandId: name, channelId, userId: `m${name}` },
  })
}

const unknownChannels = (): ReadonlyArray<{ readonly channelId: string }> =>
  Array.from({ length: 100 }, () => ({ channelId: crypto.randomUUID() }))
const ones = `[${Array.from({ length: 65_000 }, () => 1).join(',')}]`
const deep = `${'['.repeat(7_500)}${']'.repeat(7_500)}`

const connecting: Manner = async ({ open }, _, stop) => {
  while (!stop.aborted) {
    const { end } = await open()
    end()
    await new Promise(setImmediate)
  }
}

/** What a flooder can do, by name. */
export const manners: Readonly<Record<string, Manner>> = {
  'messages to a channel they are not in': inParallel(
    session((n, { channelId }) => message(n, channelId), 1_000),
  ),
  'messages to channels that do not exist': inParallel(
    session((n) => message(n, crypto.randomUUID()), 1_000),
  ),
  'new channels with 200 members': inParallel(
    session(
      (n) =>
        JSON.stringify({
          type: 'command',
          id: n,
          command: {
            type: 'CreateChannel',
            commandId: `${n}-${Math.random()}`,
            channelType: invitedChannelType,
            name: 'flood',
            description: '',
            members: Array.from({ length: 200 }, (_, i) => `victim ${i}`),
          },
        }),
      50,
    ),
  ),
  'members added to a channel of their own': inParallel(session(inOwn(addMember), 1_000)),
  'messages in a channel of their own': inParallel(
    session(
      inOwn((n, channelId) => message(n, channelId)),
      1_000,
    ),
  ),
  queries: inParallel(
    session(
      (n) => JSON.stringify({ type: 'query', id: n, query: { type: 'browse', search: 'b', limit: 200 } }),
      32,
    ),
  ),
  'watching channels that do not exist': inParallel(
    session((n) => JSON.stringify({ type: 'subscribe', id: n, channels: unknownChannels() }), 16),
  ),
  'frames of 128 KiB': inParallel(
    session(
      (n) =>
        `{"type":"command","command":{"type":"CreateChannel","commandId":"a","channelType":"${invitedChannelType}","name":"n","description":"","members":${ones.slice(0, 130_000 - 1)}]},"id":${n}}`,
      16,
    ),
  ),
  'frames before authentication': inParallel(session(() => deep, 16, false)),
  connections: inParallel(connecting),
}
