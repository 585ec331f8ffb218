import type { Socket } from '../socket/socket.ts'

/** Why a socket is not read from for a while: its client takes no answers, or has said what still waits to be taken. */
type Reason = 'slow' | 'waits'

/** A session that may be read from keeps no list of reasons of its own. */
const none: ReadonlyArray<Reason> = []

/** Whether a socket is read from: while there is no reason not to. */
export class Reading {
  readonly #socket: Pick<Socket, 'pause' | 'resume'>
  #reasons = none

  constructor(socket: Pick<Socket, 'pause' | 'resume'>) {
    this.#socket = socket
  }

  hold(reason: Reason): void {
    if (this.#reasons.length === 0) this.#socket.pause()
    if (!this.#reasons.includes(reason)) this.#reasons = [...this.#reasons, reason]
  }

  letGo(reason: Reason): void {
    if (!this.#reasons.includes(reason)) return
    const left = this.#reasons.filter((one) => one !== reason)
    this.#reasons = left.length === 0 ? none : left
    if (left.length === 0) this.#socket.resume()
  }
}
