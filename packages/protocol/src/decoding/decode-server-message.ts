import { firstFieldError } from '@parley/contract'
import type { Either } from 'fp-ts/lib/Either.js'
import type { ProtocolError } from '../error.ts'
import { ServerFrame } from '../server-frame.ts'

/** Reads one WebSocket message of the server: its frames in order, or what is wrong with the first that is none. */
export const decodeServerMessage = (text: string): Either<ProtocolError, ReadonlyArray<ServerFrame>> => {
  let value: unknown
  try {
    value = JSON.parse(text)
  } catch {
    return { _tag: 'Left', left: { _tag: 'NotJson' } }
  }
  const values: ReadonlyArray<unknown> = Array.isArray(value) ? value : [value]
  const frames: Array<ServerFrame> = []
  for (const [index, one] of values.entries()) {
    const frame = ServerFrame.decode(one)
    if (frame._tag === 'Left') {
      const { path, expected } = firstFieldError(frame.left)
      const within = Array.isArray(value) ? [String(index), ...(path === '' ? [] : [path])].join('.') : path
      return { _tag: 'Left', left: { _tag: 'BadFrame', path: within, expected } }
    }
    frames.push(frame.right)
  }
  return { _tag: 'Right', right: frames }
}
