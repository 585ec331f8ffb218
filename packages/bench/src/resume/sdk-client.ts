import { type Client, connect, type Socket } from '@parley/client'
import { WebSocket } from 'ws'
import type { BusyChannel } from './channels.ts'
import type { Resumed } from './raw-client.ts'

/** The SDK of somebody who goes away and comes back. */
export interface SdkClient {
  /** Loses the connection, and opens no other until it comes back. */
  readonly goAway: () => Promise<void>
  /** Comes back; resolves once it shows all of these channels as they stand. */
  readonly comeBack: (channels: ReadonlyArray<BusyChannel>) => Promise<Resumed>
  readonly close: () => void
}

/** No other try by itself within any bench. */
const never = 1_000_000_000

/** Connects, and has some channels open, as somebody's page does. */
export const sdkClient = async (
  url: string,
  token: () => Promise<string>,
  opened: ReadonlyArray<BusyChannel>,
): Promise<SdkClient> => {
  let socket: WebSocket | undefined
  let messages = 0
  let bytes = 0
  const client = connect({
    url,
    token,
    wait: () => never,
    openSocket: (address) => {
      const one = new WebSocket(address, { maxPayload: 0 })
      one.on('message', (data: Buffer) => {
        messages += 1
        bytes += data.length
      })
      socket = one
      // Its handlers get what those of a browser's do; but it throws where nobody listens any more.
      one.on('error', () => {})
      return one as Socket
    },
  })
  await until(client, () => client.state().status === 'online')
  for (const { channelId } of opened) await client.open(channelId as Parameters<Client['open']>[0])

  return {
    goAway: async () => {
      socket?.terminate()
      await until(client, () => client.state().status === 'connecting')
    },
    comeBack: async (channels) => {
      messages = 0
      bytes = 0
      const began = performance.now()
      let shows = false
      client.retry()
      await until(client, () => {
        const { status } = client.state()
        shows ||= isShown(client, channels)
        return status === 'online' && shows
      })
      return { listed: Number.NaN, all: performance.now() - began, messages, bytes }
    },
    close: () => client.close(),
  }
}

const isShown = (client: Client, channels: ReadonlyArray<BusyChannel>): boolean => {
  const shown = new Map<string, number>()
  for (const [channelId, { channel }] of client.state().conversations) shown.set(channelId, channel.revision)
  return channels.every(({ channelId, revision }) => (shown.get(channelId) ?? -1) >= revision)
}

const until = (client: Client, isSo: () => boolean): Promise<void> =>
  new Promise((resolve) => {
    const end = client.subscribe(() => {
      if (isSo()) finish()
    })
    const finish = (): void => {
      end()
      resolve()
    }
    if (isSo()) finish()
  })
