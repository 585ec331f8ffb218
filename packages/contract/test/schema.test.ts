import { listOf, UserId } from '@parley/domain'
import * as fc from 'fast-check'
import * as t from 'io-ts'
import { expect, test } from 'vitest'
import { contractParts, contractSchema, schemaDocument } from '../src/schema/index.ts'
import { checkedParts, withoutMost } from '../src/testing/index.ts'

test.each(checkedParts(contractParts))(
  'CONTRACT-11 CONTRACT-12: the schema takes what the codec takes, and no more but where a check says more: $name',
  ({ values, disagreement }) => {
    fc.assert(
      fc.property(values, (some) => {
        expect(some.flatMap((value) => disagreement(value) ?? [])).toEqual([])
      }),
      { numRuns: 5 },
    )
  },
)

const inputs = ['WireCommand', 'Query', 'WatchRequest', 'LatestSeen', 'NamedVersions', 'Token']

test('CONTRACT-13: whatever a client may say has its most in the schema', () => {
  expect(
    withoutMost(
      [contractSchema],
      inputs.map((name) => `urn:parley:contract#/$defs/${name}`),
    ),
  ).toEqual([])
})

test.each([
  ['a text', t.strict({ a: t.string }, 'Input'), 'Input.a'],
  ['a number', t.strict({ a: t.strict({ b: t.number }) }, 'Input'), 'Input.a.b'],
  ['a list', t.strict({ a: t.array(UserId) }, 'Input'), 'Input.a'],
  ['what is in a list', t.strict({ a: listOf(t.string, 3) }, 'Input'), 'Input.a[]'],
  ['one of several', t.strict({ a: t.union([t.null, t.string]) }, 'Input'), 'Input.a'],
])('CONTRACT-13: what has none is named: %s', (_, codec, path) => {
  const document = schemaDocument({ id: 'urn:a', title: '', description: '', inputs: [codec], answers: [] })
  expect(withoutMost([document], ['urn:a#/$defs/Input'])).toEqual([path])
})

test('CONTRACT-13: a record that is no input of clients has no most, and is named where it is one', () => {
  const answer = t.strict({ a: t.boolean }, 'Answer')
  const document = schemaDocument({ id: 'urn:a', title: '', description: '', inputs: [], answers: [answer] })
  expect(withoutMost([document], ['urn:a#/$defs/Answer'])).toEqual(['Answer'])
})

const even = t.refinement(t.number, (n) => n % 2 === 0, 'Even')

test.each([
  ['a check without a schema', t.strict({ n: even })],
  ['a part of another kind', t.strict({ n: t.unknown })],
  [
    'two parts of one name',
    t.strict({ one: t.strict({ a: t.null }, 'A'), two: t.strict({ b: t.null }, 'A') }),
  ],
])('CONTRACT-10: nothing is left out in silence: %s', (_, codec) => {
  expect(() =>
    schemaDocument({ id: 'urn:a', title: '', description: '', inputs: [codec], answers: [] }),
  ).toThrow(/no schema for|two parts/)
})
