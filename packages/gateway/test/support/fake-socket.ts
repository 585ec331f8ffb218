import { decodeServerMessage, type ServerFrame } from '@parley/protocol'
import * as E from 'fp-ts/lib/Either.js'
import type { Socket } from '../../src/socket/socket.ts'

/** A socket without a network: it keeps what it is given, decoded, and can be made to be slow. */
export interface FakeSocket extends Socket {
  /** Each WebSocket message as it was sent. */
  readonly messages: Array<string | Uint8Array>
  readonly frames: Array<ServerFrame>
  closed: { readonly code: number; readonly reason: string } | undefined
  paused: boolean
  buffered: number
  /** Whether what is sent stays in it. */
  keepsAll: boolean
  /** Called after each message. */
  onSent: () => void
  /** Called with each frame as it comes. */
  onFrame: (frame: ServerFrame) => void
}

export const fakeSocket = (): FakeSocket => {
  const socket: FakeSocket = {
    messages: [],
    frames: [],
    closed: undefined,
    paused: false,
    buffered: 0,
    keepsAll: false,
    onSent: () => undefined,
    onFrame: () => undefined,
    send: (message) => {
      if (socket.closed !== undefined) throw new Error('sent after the close')
      socket.messages.push(message)
      if (socket.keepsAll) socket.buffered += message.length
      const frames = decodeServerMessage(
        typeof message === 'string' ? message : Buffer.from(message).toString(),
      )
      if (E.isLeft(frames)) throw new Error(JSON.stringify(frames.left))
      for (const frame of frames.right) {
        socket.frames.push(frame)
        socket.onFrame(frame)
      }
      socket.onSent()
    },
    close: (code, reason) => {
      socket.closed ??= { code, reason }
    },
    terminate: () => {
      socket.closed ??= { code: 1006, reason: '' }
    },
    pause: () => {
      socket.paused = true
    },
    resume: () => {
      socket.paused = false
    },
    bufferedAmount: () => socket.buffered,
  }
  return socket
}
