import { ClientFrame, type ServerFrame } from '@parley/protocol'
import * as E from 'fp-ts/lib/Either.js'
import { expect } from 'vitest'
import type { OpenSocket, Socket } from '../../src/connection/socket.ts'

/** The other side of one connection, which says what a test wants. */
export interface FakeServer {
  /** What the client has said, in order. */
  readonly heard: ReadonlyArray<ClientFrame>
  /** One message with one frame, or with several. */
  readonly say: (...frames: ReadonlyArray<ServerFrame>) => void
  readonly sayText: (text: string) => void
  /** The connection is lost. */
  readonly drop: (code?: number, reason?: string) => void
  readonly open: () => void
  readonly isClosed: () => boolean
}

/** Sockets that lead to the test: each that is opened is a connection of its own. */
export const fakeSockets = () => {
  const servers: FakeServer[] = []
  const openSocket: OpenSocket = () => {
    const heard: ClientFrame[] = []
    let closed = false
    const socket: Socket = {
      send: (data) => {
        const frame = ClientFrame.decode(JSON.parse(data))
        if (E.isLeft(frame)) throw new Error(`the client said what is no frame: ${data}`)
        heard.push(frame.right)
      },
      close: () => {
        closed = true
      },
      onopen: null,
      onmessage: null,
      onclose: null,
      onerror: null,
    }
    const sayText = (text: string): void => socket.onmessage?.({ data: text })
    servers.push({
      heard,
      sayText,
      say: (...frames) => sayText(JSON.stringify(frames.length === 1 ? frames[0] : frames)),
      drop: (code = 1006, reason = '') => {
        closed = true
        socket.onclose?.({ code, reason })
      },
      open: () => socket.onopen?.(),
      isClosed: () => closed,
    })
    return socket
  }
  return { servers, openSocket }
}

/** How often it is looked for what comes within a few turns. */
export const often = { interval: 1 }

/** The connection of a number, once the client has begun it. */
export const serverOf = async (servers: ReadonlyArray<FakeServer>, count: number): Promise<FakeServer> => {
  await expect.poll(() => servers.length, often).toBeGreaterThan(count)
  const server = servers[count]
  if (server === undefined) throw new Error('gone again')
  return server
}

/** Lets everything happen that waits for nothing but its turn. */
export const turn = (): Promise<void> => new Promise((resolve) => setImmediate(resolve))
