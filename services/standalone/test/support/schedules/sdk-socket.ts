import type { Duplex } from 'node:stream'
import type { Socket } from '@parley/client'
import { WebSocket } from 'ws'

/** A WebSocket of the SDK over a connection that is made already. Its handlers get what those of a browser's do. */
export const socketOver = (connection: Duplex): Socket => {
  // Which host it says it goes to is nothing to the other side.
  const ws = new WebSocket('ws://parley/ws', { createConnection: () => connection, perMessageDeflate: false })
  // Unlike a browser's it throws where nobody listens any more.
  ws.on('error', () => {})
  return ws as Socket
}
