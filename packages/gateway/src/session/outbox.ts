import type { Socket } from '../socket/socket.ts'
import type { Flusher } from './flusher.ts'

const opening = Buffer.from('[')
const comma = Buffer.from(',')
const closing = Buffer.from(']')

/** A list of frames around what waits. The long parts are bytes already: copying them is all that is done. */
const joined = (parts: ReadonlyArray<string | Uint8Array>): string | Uint8Array => {
  if (parts.every((part) => typeof part === 'string')) return `[${parts.join(',')}]`
  const pieces: Array<Uint8Array> = [opening]
  for (const part of parts) {
    if (pieces.length > 1) pieces.push(comma)
    pieces.push(typeof part === 'string' ? Buffer.from(part) : part)
  }
  pieces.push(closing)
  return Buffer.concat(pieces)
}

/** Whose outbox it is. */
interface Sender {
  readonly socket: Pick<Socket, 'send' | 'bufferedAmount'>
  /** A message was sent, so many bytes of which the socket keeps for this session alone. */
  readonly sent: (kept: number) => void
}

/** The frames that wait to go out together: those of one turn of the event loop make one WebSocket message. */
export class Outbox {
  readonly #sender: Sender
  readonly #flusher: Flusher
  readonly #most: number
  /** Undefined: nothing waits. */
  #parts: Array<string | Uint8Array> | undefined
  #waiting = 0
  #several = false
  #open = true
  #own = 0

  /** What waits is sent at the end of the turn, or as soon as it is more than `most` bytes. */
  constructor(sender: Sender, flusher: Flusher, most: number) {
    this.#sender = sender
    this.#flusher = flusher
    this.#most = most
  }

  /** One frame, as JSON. Bytes may be shared with other sessions. */
  push(part: string | Uint8Array): void {
    if (!this.#open) return
    if (this.#parts === undefined) {
      this.#parts = [part]
      this.#flusher.soon(() => this.flush())
    } else this.#parts.push(part)
    this.#waiting += part.length
    if (this.#waiting > this.#most) this.flush()
  }

  /** Several frames, as JSON with commas between. */
  pushSeveral(frames: Uint8Array): void {
    if (!this.#open) return
    this.#several = true
    this.push(frames)
  }

  /** Sends what waits. */
  flush(): void {
    const parts = this.#parts
    const first = parts?.[0]
    if (parts === undefined || first === undefined) return
    const message = parts.length === 1 && !this.#several ? first : joined(parts)
    this.#forget()
    const { socket } = this.#sender
    const before = socket.bufferedAmount()
    socket.send(message)
    // The very bytes that others get too are no more for one session more.
    const kept = message === first && typeof message !== 'string' ? 0 : socket.bufferedAmount() - before
    this.#own = Math.min(this.#own, before) + kept
    this.#sender.sent(kept)
  }

  /** Sends nothing any more. */
  shut(): void {
    this.#open = false
    this.#forget()
  }

  /** Roughly the bytes that the socket has not taken yet of what was said to nobody else. */
  holds(): number {
    return this.#waiting + Math.min(this.#own, this.#sender.socket.bufferedAmount())
  }

  #forget(): void {
    this.#parts = undefined
    this.#waiting = 0
    this.#several = false
  }
}
