import { edges, replaced, valueOf } from '@parley/contract/testing'
import * as fc from 'fast-check'
import * as E from 'fp-ts/lib/Either.js'
import * as t from 'io-ts'
import { expect, test } from 'vitest'
import { decodeServerMessage, readServerMessage, ServerFrame } from '../src/index.ts'
import * as scalars from '../src/sdk/scalars.ts'
import { checkedParts, scalarNames } from './description.ts'

/** What the SDK reads is to be: the frames that the codec gives, or nothing where it refuses. */
const expected = (text: string): ReadonlyArray<ServerFrame> | null => {
  const decoded = decodeServerMessage(text)
  return E.isRight(decoded) ? decoded.right : null
}

test.each(ServerFrame.types.map((codec) => [codec.name, codec] as const))(
  'PROTO-30: the SDK reads of a frame what the codec does, and takes none with junk in it that the codec does not: %s',
  (_, codec) => {
    const broken = fc.tuple(valueOf(codec), fc.nat(), fc.oneof(fc.jsonValue(), fc.constantFrom(...edges)))
    fc.assert(
      fc.property(broken, ([frame, at, junk]) => {
        const texts = [frame, [frame, replaced(frame, at, junk)], { ...Object(frame), unknown: junk }]
        for (const text of texts.map((value) => JSON.stringify(value)))
          expect(readServerMessage(text)).toEqual(expected(text))
      }),
      { numRuns: 40 },
    )
  },
)

test.each([
  '',
  '{',
  '3',
  'null',
  '[]',
  '[[]]',
  '{}',
  '{"type":"constructor","id":1}',
  '{"type":"__proto__","id":1}',
  '{"type":["unsubscribed"],"id":1}',
  '{"type":"unsubscribed","id":1,"__proto__":{"id":2}}',
  '{"type":"accepted","id":1,"revision":1,"position":1,"result":[]}',
  '{"type":"resync","channelIds":{"length":0}}',
  `${'['.repeat(20_000)}${']'.repeat(20_000)}`,
])('PROTO-30: both say the same of what is no frame, or more than one: %s', (text) => {
  expect(readServerMessage(text)).toEqual(expected(text))
})

test.each([...checkedParts(ServerFrame)])(
  'PROTO-30: the SDK checks what the codec does: %s',
  (name, codec) => {
    const word = Object.entries(scalars).find(([one]) => one === scalarNames[name])
    if (word === undefined || !(codec instanceof t.Type)) throw new Error(`${name} is checked by nothing`)
    const [, read] = word
    const takes = (value: unknown): boolean => {
      try {
        return Object.is(read(value), value)
      } catch {
        return false
      }
    }
    const near = fc.array(fc.constantFrom('a', '0', '-', '_', ' ', '\n', '\u0000', '🦜', '\ud800'), {
      maxLength: 5,
    })
    const values = fc.oneof(
      fc.constantFrom(...edges),
      valueOf(codec),
      near.map((parts) => parts.join('')),
      fc.string({ unit: 'binary' }),
      fc.double(),
      fc.jsonValue(),
    )
    for (const edge of edges) expect([edge, takes(edge)]).toEqual([edge, codec.is(edge)])
    fc.assert(
      fc.property(values, (value) => takes(value) === codec.is(value)),
      { numRuns: 300 },
    )
  },
)
