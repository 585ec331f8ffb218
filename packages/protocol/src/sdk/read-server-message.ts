import type { ServerFrame } from '../server-frame.ts'
import { ServerFrame as readFrame } from './server-frame.written.ts'

/**
 * Reads one WebSocket message of the server: its frames in order, or null where one of them is none. It takes what
 * `decodeServerMessage` takes, gives the same, and weighs a tenth of it in a browser; it does not say what is wrong.
 *
 * @example
 * readServerMessage('{"type":"unsubscribed","id":1}') // [{ type: 'unsubscribed', id: 1 }]
 * readServerMessage('{"type":"unsubscribed"}') // null
 */
export const readServerMessage = (text: string): ReadonlyArray<ServerFrame> | null => {
  try {
    const value: unknown = JSON.parse(text)
    const values: ReadonlyArray<unknown> = Array.isArray(value) ? value : [value]
    // What reads a frame is written from the codec that the type comes from.
    return values.map((one) => readFrame(one) as ServerFrame)
  } catch {
    return null
  }
}
