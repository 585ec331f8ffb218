import type { Person } from '@parley/auth'
import type { FileId, Position, TenantId, UserId } from '@parley/domain'
import fc from 'fast-check'
import { expect, test } from 'vitest'
import { spanOf } from '../src/downloads.ts'
import { links } from '../src/links.ts'

const person: Person = {
  kind: 'person',
  tenantId: 'acme' as TenantId,
  userId: 'Zoë.x' as UserId,
  guest: true,
}
const [one, other] = ['f1', 'f2'] as ReadonlyArray<string> as [FileId, FileId]
const link = { person, until: 1_000, atLeast: 7 as Position }

test('FILE-14: a link stands for whom it was made, for one file, until it is over', () => {
  const { sign, read } = links('secret')
  const text = sign(one, link)
  expect(read(one, text, 1_000)).toEqual(link)
  expect(read(one, text, 1_001)).toBeUndefined()
  expect(read(other, text, 1_000)).toBeUndefined()
  expect(links('another').read(one, text, 1_000)).toBeUndefined()
})

test('FILE-14: whatever is changed of a link, it is none', () => {
  const { sign, read } = links('secret')
  const text = sign(one, link)
  fc.assert(
    fc.property(fc.nat({ max: text.length - 1 }), fc.constantFrom('a', 'B', '.', ''), (at, put) => {
      const changed = text.slice(0, at) + put + text.slice(at + 1)
      fc.pre(Buffer.from(changed, 'base64url').compare(Buffer.from(text, 'base64url')) !== 0)
      expect(read(one, changed, 1_000)).toBeUndefined()
    }),
  )
  expect(read(one, 'x'.repeat(100_000), 1_000)).toBeUndefined()
})

test('FILE-13: a span is within the file, or there is none', () => {
  expect(spanOf('bytes=2-', 10)).toEqual({ first: 2, last: 9 })
  expect(spanOf('bytes=-3', 10)).toEqual({ first: 7, last: 9 })
  expect(spanOf('bytes=-30', 10)).toEqual({ first: 0, last: 9 })
  expect(spanOf('bytes=0-99', 10)).toEqual({ first: 0, last: 9 })
  expect(spanOf('bytes=10-', 10)).toBe('none')
  expect(spanOf('bytes=-0', 10)).toBe('none')
  for (const all of [undefined, '', 'bytes=-', 'bytes=0-1,3-4', 'lines=1-2'])
    expect(spanOf(all, 10)).toBeUndefined()
  const bound = fc.nat({ max: 40 }).map(String)
  fc.assert(
    fc.property(bound, fc.option(bound, { nil: '' }), fc.integer({ min: 1, max: 30 }), (from, to, size) => {
      const span = spanOf(`bytes=${from}-${to}`, size)
      if (span === 'none' || span === undefined) return
      expect(span.first >= 0 && span.first <= span.last && span.last < size).toBe(true)
    }),
  )
})
