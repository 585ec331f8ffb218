import type { WebSocket } from 'ws'
import type { Socket } from './socket.ts'

const asText = { binary: false, compress: false }

/** A connection of the `ws` package as sessions know it. */
export class WsSocket implements Socket {
  readonly #ws: WebSocket

  constructor(ws: WebSocket) {
    this.#ws = ws
  }

  send(message: string | Uint8Array): void {
    this.#ws.send(message, asText)
  }

  close(code: number, reason: string): void {
    this.#ws.close(code, reason)
  }

  terminate(): void {
    this.#ws.terminate()
  }

  pause(): void {
    this.#ws.pause()
  }

  resume(): void {
    this.#ws.resume()
  }

  bufferedAmount(): number {
    return this.#ws.bufferedAmount
  }
}
