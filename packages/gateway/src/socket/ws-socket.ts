import type { WebSocket } from 'ws'
import type { Socket } from './socket.ts'

const asText = { binary: false, compress: false }

/** A connection of the `ws` package as sessions know it. */
export const wsSocket = (ws: WebSocket): Socket => ({
  send: (message) => ws.send(message, asText),
  close: (code, reason) => ws.close(code, reason),
  terminate: () => ws.terminate(),
  pause: () => ws.pause(),
  resume: () => ws.resume(),
  bufferedAmount: () => ws.bufferedAmount,
})
