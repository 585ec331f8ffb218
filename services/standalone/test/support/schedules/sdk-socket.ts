import type { Duplex } from 'node:stream'
import type { Socket } from '@parley/client'
import { WebSocket } from 'ws'

/** A WebSocket of the SDK over a connection that is made already. */
export const socketOver = (connection: Duplex): Socket => {
  // Which host it says it goes to is nothing to the other side.
  const ws = new WebSocket('ws://parley/ws', { createConnection: () => connection, perMessageDeflate: false })
  const socket: Socket = {
    send: (data) => ws.send(data),
    close: (code, reason) => ws.close(code, reason),
    onopen: null,
    onmessage: null,
    onclose: null,
    onerror: null,
  }
  ws.on('open', () => socket.onopen?.())
  ws.on('message', (data: Buffer) => socket.onmessage?.({ data: data.toString() }))
  ws.on('close', (code, reason) => socket.onclose?.({ code, reason: reason.toString() }))
  ws.on('error', (error) => socket.onerror?.(error))
  return socket
}
