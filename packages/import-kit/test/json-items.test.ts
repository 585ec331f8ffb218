import * as E from 'fp-ts/lib/Either.js'
import fc from 'fast-check'
import { expect, it } from 'vitest'
import { itemsOf } from '../src/index.ts'

const bytes = (text: string): Uint8Array => new TextEncoder().encode(text)

it('SLACK-10: a list of JSON gives its items as they are, wherever lines end', () => {
  fc.assert(
    fc.property(fc.array(fc.jsonValue({ maxDepth: 3 })), fc.nat({ max: 3 }), (list, indent) => {
      const items = itemsOf(bytes(JSON.stringify(list, null, indent)))
      expect(E.map((all: ReadonlyArray<{ value: unknown }>) => all.map(({ value }) => value))(items)).toEqual(
        E.right(list.map((item) => E.right(JSON.parse(JSON.stringify(item))))),
      )
    }),
  )
})

it('SLACK-10: an item has the line where it begins, and a broken one spoils no other', () => {
  expect(itemsOf(bytes('[\n {"a": "]"},\n {"a"},\n\n [1,\n 2]\n]'))).toEqual(
    E.right([
      { line: 2, value: E.right({ a: ']' }) },
      { line: 3, value: E.left('is no JSON') },
      { line: 5, value: E.right([1, 2]) },
    ]),
  )
})

it('SLACK-10: a file that is cut off says so behind what it has, and one that is no list says that', () => {
  expect(itemsOf(bytes('[1,\n"tw'))).toEqual(
    E.right([
      { line: 1, value: E.right(1) },
      { line: 2, value: E.left('is no JSON') },
      { line: 2, value: E.left('the file ends before its list does') },
    ]),
  )
  expect(itemsOf(bytes('{}'))).toEqual(E.left('is no list of JSON'))
})
