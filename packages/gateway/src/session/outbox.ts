import type { Socket } from '../socket/socket.ts'
import type { Flusher } from './flusher.ts'

/** The frames that wait to go out together: those of one turn of the event loop make one WebSocket message. */
export interface Outbox {
  /** One frame, as JSON. Bytes may be shared with other sessions. */
  readonly push: (frame: string | Uint8Array) => void
  /** Several frames, as JSON with commas between. */
  readonly pushSeveral: (frames: Uint8Array) => void
  /** Sends what waits. */
  readonly flush: () => void
  /** Sends nothing any more. */
  readonly shut: () => void
  /** Roughly the bytes that the socket has not taken yet of what was said to nobody else. */
  readonly holds: () => number
}

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

/**
 * What waits is sent at the end of the turn, or as soon as it is more than `most` bytes. `sent` is called after each
 * message, with the bytes of it that the socket keeps for this session alone.
 */
export const outbox = (
  socket: Socket,
  flusher: Flusher,
  most: number,
  sent: (kept: number) => void,
): Outbox => {
  let parts: Array<string | Uint8Array> = []
  let waiting = 0
  let several = false
  let open = true
  let own = 0
  const flush = (): void => {
    const [first] = parts
    if (first === undefined) return
    const message = parts.length === 1 && !several ? first : joined(parts)
    parts = []
    waiting = 0
    several = false
    const before = socket.bufferedAmount()
    socket.send(message)
    // The very bytes that others get too are no more for one session more.
    const kept = message === first && typeof message !== 'string' ? 0 : socket.bufferedAmount() - before
    own = Math.min(own, before) + kept
    sent(kept)
  }
  const push = (part: string | Uint8Array): void => {
    if (!open) return
    if (parts.length === 0) flusher.soon(flush)
    parts.push(part)
    waiting += part.length
    if (waiting > most) flush()
  }
  return {
    push,
    pushSeveral: (frames) => {
      if (!open) return
      several = true
      push(frames)
    },
    flush,
    shut: () => {
      open = false
      parts = []
      waiting = 0
    },
    holds: () => waiting + Math.min(own, socket.bufferedAmount()),
  }
}
