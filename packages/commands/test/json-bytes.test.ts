import { expect, test } from 'vitest'
import fc from 'fast-check'
import type { Json } from '@parley/event-store'
import { jsonBytes } from '../src/stream/json-bytes.ts'

test('CMD-12 the bytes of an event are never taken for fewer than they are', () => {
  const text = fc.string({ unit: 'binary', maxLength: 120 })
  const controls = fc.string({ unit: fc.constantFrom('\u0001', '"', '\\', '\ud800', 'ﷺ'), maxLength: 150 })
  const { json } = fc.letrec<{ json: Json }>((tie) => ({
    json: fc.oneof(
      { maxDepth: 3 },
      text,
      controls,
      fc.double({ noNaN: true, noDefaultInfinity: true }),
      fc.boolean(),
      fc.constant(null),
      fc.array(tie('json'), { maxLength: 2 }),
      fc.dictionary(text, tie('json'), { maxKeys: 2 }),
    ),
  }))
  fc.assert(
    fc.property(json, (value) => {
      expect(jsonBytes(value)).toBeGreaterThanOrEqual(Buffer.byteLength(JSON.stringify(value)))
    }),
  )
})
