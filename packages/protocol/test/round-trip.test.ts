import { valueOf } from '@parley/contract/testing'
import * as fc from 'fast-check'
import * as E from 'fp-ts/lib/Either.js'
import { expect, test } from 'vitest'
import { ClientFrame, decodeClientFrame, decodeServerMessage, ServerFrame } from '../src/index.ts'

test.each(ClientFrame.types.map((codec) => [codec.name, codec] as const))(
  'PROTO-1: every client frame comes back as it was written: %s',
  (_, codec) => {
    fc.assert(
      fc.property(valueOf(codec), (frame) => {
        expect(decodeClientFrame(JSON.stringify(frame))).toEqual(E.right(frame))
      }),
    )
  },
)

test.each(ServerFrame.types.map((codec) => [codec.name, codec] as const))(
  'PROTO-1: every server frame comes back as it was written: %s',
  (_, codec) => {
    fc.assert(
      fc.property(valueOf(codec), (frame) => {
        expect(decodeServerMessage(JSON.stringify(frame))).toEqual(E.right([frame]))
      }),
      { numRuns: 50 },
    )
  },
)

test('PROTO-2: a message of the server is one frame or several, in order', () => {
  fc.assert(
    fc.property(fc.array(valueOf(ServerFrame), { maxLength: 4 }), (frames) => {
      expect(decodeServerMessage(JSON.stringify(frames))).toEqual(E.right(frames))
    }),
    { numRuns: 50 },
  )
})
