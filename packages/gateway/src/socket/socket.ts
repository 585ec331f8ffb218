/** What a session needs of a WebSocket, so that its rules can be tested without a network. */
export interface Socket {
  /** One text message; bytes are its UTF-8, and are not written to afterwards: many sockets may share them. */
  readonly send: (message: string | Uint8Array) => void
  readonly close: (code: number, reason: string) => void
  /** Ends the connection at once, without a goodbye. */
  readonly terminate: () => void
  /** Reads no more until `resume`, so that the other side has to wait. */
  readonly pause: () => void
  readonly resume: () => void
  /** The bytes that were sent and are not out yet. */
  readonly bufferedAmount: () => number
}
