import type { WebSocket } from 'ws'
import type { Clock } from '@parley/runtime'

/** Finds the connections whose other side is gone without a word. */
export interface Liveness {
  /** Something came of a connection, or it is closed. */
  readonly heard: (ws: WebSocket) => void
  readonly close: () => void
}

/** Pings each connection again and again, and ends those that said nothing since the last ping. */
export const liveness = (
  clock: Pick<Clock, 'later'>,
  pingEvery: number,
  connections: () => Iterable<WebSocket>,
): Liveness => {
  /** Those that were pinged and have said nothing since. */
  const silent = new Set<WebSocket>()
  const round = (): void => {
    for (const ws of connections()) {
      if (silent.has(ws)) ws.terminate()
      else {
        silent.add(ws)
        ws.ping()
      }
    }
    cancel = clock.later(pingEvery, round)
  }
  let cancel = clock.later(pingEvery, round)

  return {
    heard: (ws) => silent.delete(ws),
    close: () => cancel(),
  }
}
