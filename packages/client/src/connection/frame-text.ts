import { type ClientFrame, maxFrameBytes, type ProtocolError } from '@parley/protocol'
import type { Either } from 'fp-ts/lib/Either.js'
import { isLeft, left } from '../either.ts'
import { attempt } from '../platform/foreign.ts'

/** A frame as it goes over the socket, or why the server could not read it: then it could not answer it either. */
export const textOf = (frame: ClientFrame): Either<ProtocolError, string> => {
  const text = attempt(() => JSON.stringify(frame))
  if (isLeft(text)) return left({ _tag: 'BadFrame', path: '', expected: 'what JSON can say' })
  const bytes = bytesOf(text.right)
  return bytes > maxFrameBytes ? left({ _tag: 'FrameTooLarge', bytes, most: maxFrameBytes }) : text
}

/** Counted only where it matters: a character of UTF-16 takes three bytes at the most. */
const bytesOf = (text: string): number =>
  text.length * 3 <= maxFrameBytes ? text.length : new TextEncoder().encode(text).length

/** Parts of a frame some of which may not be given: JSON says nothing of what is undefined. */
export const whereGiven = <A extends object>(parts: A): Given<A> => parts

type Given<A> = { readonly [K in keyof A]?: Exclude<A[K], undefined> }
