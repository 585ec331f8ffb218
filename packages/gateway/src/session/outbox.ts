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

/** `sent` is called after each message. */
export const outbox = (socket: Socket, flusher: Flusher, sent: () => void): Outbox => {
  let parts: Array<string | Uint8Array> = []
  let several = false
  let open = true
  const flush = (): void => {
    const [first] = parts
    if (first === undefined) return
    const message = parts.length === 1 && !several ? first : joined(parts)
    parts = []
    several = false
    socket.send(message)
    sent()
  }
  const push = (part: string | Uint8Array): void => {
    if (!open) return
    if (parts.length === 0) flusher.soon(flush)
    parts.push(part)
  }
  return {
    push,
    pushSeveral: (frames) => {
      if (!open) return
      push(frames)
      several = true
    },
    flush,
    shut: () => {
      open = false
      parts = []
    },
  }
}
