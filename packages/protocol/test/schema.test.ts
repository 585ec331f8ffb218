import { checkedParts, withoutMost } from '@parley/contract/testing'
import { contractSchema } from '@parley/contract/schema'
import * as fc from 'fast-check'
import { expect, test } from 'vitest'
import { protocolParts, protocolSchema } from '../src/schema/protocol-schema.ts'

test.each(checkedParts(protocolParts))(
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

test('CONTRACT-13: whatever stands in a frame of a client has its most in the schema', () => {
  expect(withoutMost([contractSchema, protocolSchema], ['urn:parley:protocol#/$defs/ClientFrame'])).toEqual(
    [],
  )
})
