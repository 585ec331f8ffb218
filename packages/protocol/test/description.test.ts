import * as t from 'io-ts'
import { expect, test } from 'vitest'
import { ServerFrame } from '../src/server-frame.ts'
import { describe } from './description.ts'

test('PROTO-30: what the SDK reads by is written from the codec, and is that of today', async () => {
  await expect(describe(ServerFrame)).toMatchFileSnapshot('../src/sdk/server-frame.written.ts')
})

const even = t.refinement(t.number, (n) => n % 2 === 0, 'Even')

test.each([
  ['a check without a word', t.strict({ n: even })],
  ['a union without a tag', t.strict({ n: t.union([t.strict({ a: t.number }), t.string]) })],
  ['a part of another kind', t.strict({ n: t.unknown })],
])('PROTO-30: nothing is left out in silence: %s', (_, codec) => {
  expect(() => describe(codec)).toThrow(/no word for/)
})
