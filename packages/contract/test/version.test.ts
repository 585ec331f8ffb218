import * as fc from 'fast-check'
import { expect, test } from 'vitest'
import { chosenVersion, NamedVersions, noCommonVersion, ownVersions, versions } from '../src/index.ts'

const version = fc.integer({ min: 1, max: 6 })
const range = fc.record({ from: version, to: version })
const all = ({ from, to }: { from: number; to: number }): ReadonlyArray<number> =>
  Array.from({ length: Math.max(to - from + 1, 0) }, (_, index) => from + index)

test('CONTRACT-20: of two ranges the highest version that is in both is chosen, or none', () => {
  fc.assert(
    fc.property(range, range, (named, spoken) => {
      const both = all(named).filter((one) => all(spoken).includes(one))
      expect(chosenVersion(named, spoken)).toBe(both.at(-1))
    }),
  )
})

test('CONTRACT-20: a number is a range of one', () => {
  fc.assert(
    fc.property(version, range, (named, spoken) => {
      expect(chosenVersion(named, spoken)).toBe(chosenVersion({ from: named, to: named }, spoken))
    }),
  )
})

test.each([1, 7, { from: 1, to: 1 }, { from: 1, to: 9 }])('CONTRACT-20: a client may name %j', (named) => {
  expect(NamedVersions.is(named)).toBe(true)
})

test.each([0, -1, 1.5, '1', null, {}, { from: 1 }, { from: 0, to: 1 }, [1]])(
  'CONTRACT-20: a client may not name %j',
  (named) => {
    expect(NamedVersions.decode(named)._tag).toBe('Left')
  },
)

test.each([
  [1, 'the server speaks versions 2 to 3 and the client version 1: update the client, or reload the page'],
  [
    { from: 4, to: 6 },
    'the server speaks versions 2 to 3 and the client versions 4 to 6: update the server, or use an earlier client',
  ],
  [
    { from: 3, to: 2 },
    'the server speaks versions 2 to 3 and the client versions 3 to 2, which is none: name the lower one first',
  ],
])('CONTRACT-21: who has no version in common is told in words what there is to do: %j', (named, words) => {
  expect(chosenVersion(named, { from: 2, to: 3 })).toBeUndefined()
  expect(noCommonVersion(named, { from: 2, to: 3 })).toBe(words)
})

test('CONTRACT-22: what a client of this build names is read and taken by one that reads a number alone', () => {
  expect(ownVersions).toEqual(versions.from === versions.to ? versions.to : versions)
  expect(chosenVersion(ownVersions)).toBe(versions.to)
})
