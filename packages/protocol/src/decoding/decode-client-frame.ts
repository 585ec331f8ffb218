import { firstFieldError, unstorable } from '@parley/contract'
import * as E from 'fp-ts/lib/Either.js'
import { ClientFrame, RequestId } from '../client-frame.ts'
import type { ProtocolError } from '../error.ts'
import { outlineOf } from './outline.ts'

/** Why a text is no frame of a client; with the `id` that it has, where it has one, for the answer to carry. */
export interface BadClientFrame {
  readonly id?: RequestId
  readonly error: ProtocolError
}

/** A shorter text need not be looked over first: it can cost little. */
const smallText = 1024

/**
 * Reads one WebSocket message of a client: `NotJson`, or `BadFrame` with the field that is wrong. Throws nothing, and
 * whatever the text is made of, costs little more than a plain one of its length.
 */
export const decodeClientFrame = (text: string): E.Either<BadClientFrame, ClientFrame> => {
  if (text.length > smallText) {
    const { id, excess } = outlineOf(text)
    if (excess !== undefined) return badFrame(id, excess.path, excess.expected)
  }
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
  const id = typeof value === 'object' && value !== null && 'id' in value ? value.id : undefined
  return badFrame(id, path, expected)
}

const badFrame = (id: unknown, path: string, expected: string): E.Left<BadClientFrame> => {
  const error: ProtocolError = { _tag: 'BadFrame', path, expected }
  return { _tag: 'Left', left: RequestId.is(id) ? { id, error } : { error } }
}

/** The `id` of a frame that is too large to be read, for the answer to carry. */
export const idOfUnread = (text: string): RequestId | undefined => {
  const { id } = outlineOf(text)
  return RequestId.is(id) ? id : undefined
}
