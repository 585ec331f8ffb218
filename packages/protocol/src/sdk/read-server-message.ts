import type { ServerFrame } from '../server-frame.ts'
import { list } from './read.ts'
import { ServerFrame as readFrame } from './server-frame.written.ts'

const readFrames = list(readFrame)

/**
 * Reads one WebSocket message of the server: its frames in order, or null where one of them is none. It takes what
 * `decodeServerMessage` takes, gives the same, and weighs a tenth of it in a browser; it does not say what is wrong.
 * What a later version says besides, it passes over (PROTO-26).
 *
 * @example
 * readServerMessage('{"type":"unsubscribed","id":1}') // [{ type: 'unsubscribed', id: 1 }]
 * readServerMessage('{"type":"unsubscribed"}') // null
 */
export const readServerMessage = (text: string): ReadonlyArray<ServerFrame> | null => {
  try {
    const value: unknown = JSON.parse(text)
    // What reads a frame is written from the codec that the type comes from.
    return readFrames(Array.isArray(value) ? value : [value]) as ReadonlyArray<ServerFrame>
  } catch {
    return null
  }
}
