import type { WebSocket } from 'ws'
import type { Clock } from '@parley/runtime'

/** Finds the connections whose other side is gone without a word. */
export interface Liveness {
  readonly add: (ws: WebSocket) => void
  readonly close: () => void
}

/** Pings each connection again and again, and ends those that said nothing since the last ping. */
export const liveness = (clock: Clock, pingEvery: number): Liveness => {
  const alive = new Map<WebSocket, boolean>()
  const round = (): void => {
    for (const [ws, isAlive] of alive) {
      if (isAlive) {
        alive.set(ws, false)
        ws.ping()
      } else ws.terminate()
    }
    cancel = clock.later(pingEvery, round)
  }
  let cancel = clock.later(pingEvery, round)

  return {
    add: (ws) => {
      alive.set(ws, true)
      const heard = (): void => {
        if (alive.has(ws)) alive.set(ws, true)
      }
      ws.on('message', heard)
      ws.on('pong', heard)
      ws.on('close', () => alive.delete(ws))
    },
    close: () => cancel(),
  }
}
