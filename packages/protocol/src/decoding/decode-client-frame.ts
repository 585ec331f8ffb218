import * as E from 'fp-ts/lib/Either.js'
import { ClientFrame, RequestId } from '../client-frame.ts'
import type { ProtocolError } from '../error.ts'
import { firstFieldError } from './field-error.ts'
import { unstorable } from './storable.ts'

/** Why a text is no frame of a client; with the `id` that it has, where it has one, for the answer to carry. */
export interface BadClientFrame {
  readonly id?: RequestId
  readonly error: ProtocolError
}

/** Reads one WebSocket message of a client: `NotJson`, or `BadFrame` with the field that is wrong. Throws nothing. */
export const decodeClientFrame = (text: string): E.Either<BadClientFrame, ClientFrame> => {
  let value: unknown
  try {
    value = JSON.parse(text)
  } catch {
    return E.left({ error: { _tag: 'NotJson' } })
  }
  const frame = ClientFrame.decode(value)
  if (E.isLeft(frame)) {
    const { path, expected } = firstFieldError(frame.left)
    return bad(value, path, expected)
  }
  const path = unstorable(text, frame.right)
  return path === undefined ? frame : bad(value, path, 'text without NUL or half of a surrogate pair')
}

const bad = (value: unknown, path: string, expected: string): E.Left<BadClientFrame> => {
  const error: ProtocolError = { _tag: 'BadFrame', path, expected }
  const id = typeof value === 'object' && value !== null && 'id' in value ? value.id : undefined
  return { _tag: 'Left', left: RequestId.is(id) ? { id, error } : { error } }
}
