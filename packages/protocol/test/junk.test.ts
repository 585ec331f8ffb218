import { replaced, valueOf } from '@parley/contract/testing'
import * as fc from 'fast-check'
import * as E from 'fp-ts/lib/Either.js'
import { expect, test } from 'vitest'
import { ClientFrame, decodeClientFrame, decodeServerMessage, ProtocolError } from '../src/index.ts'

const survives = (text: string): boolean => {
  const frame = decodeClientFrame(text)
  const message = decodeServerMessage(text)
  return (
    (E.isLeft(frame) ? ProtocolError.is(frame.left.error) : ClientFrame.is(frame.right)) &&
    (E.isRight(message) || ProtocolError.is(message.left))
  )
}

test('PROTO-3: no text makes a decoder throw', () => {
  expect(fc.check(fc.property(fc.string({ unit: 'binary' }), survives)).failed).toBe(false)
  expect(fc.check(fc.property(fc.json(), survives), { numRuns: 500 }).failed).toBe(false)
})

test('PROTO-3: nor does a frame with one of its parts replaced by junk', () => {
  const broken = fc
    .tuple(valueOf(ClientFrame), fc.nat(), fc.jsonValue())
    .map(([frame, at, junk]) => JSON.stringify(replaced(frame, at, junk)))
  expect(fc.check(fc.property(broken, survives), { numRuns: 500 })).toMatchObject({ failed: false })
})

test('PROTO-3: nor does nesting as deep as a frame allows', () => {
  const deep = '['.repeat(60_000) + '"\\u0000"' + ']'.repeat(60_000)
  expect(decodeClientFrame(deep)).toMatchObject({ left: { error: { _tag: 'BadFrame' } } })
  const ignored = `{"type":"unsubscribe","id":1,"channelIds":[],"x":${deep}}`
  expect(decodeClientFrame(ignored)).toMatchObject({ left: { id: 1, error: { path: 'x' } } })
  expect(survives('{"a":'.repeat(20_000) + '1' + '}'.repeat(20_000))).toBe(true)
})
