import { column, fingerprintOf, generationOf, table, type Versioned } from '@parley/projection'
import * as t from 'io-ts'
import { expect, test } from 'vitest'

const id = column('text', t.string)
const part = (name: string, more = {}): Versioned => ({
  table: table({ name, columns: { id, ...more }, key: ['id'] }),
  version: 1,
})
const [people, places] = [part('people'), part('places')]
const content = { written: [people, places], read: ['Said@1', 'Left@2'] }

test('PRJ-2: a generation is named by what its tables look like, what is written into them and what it is made of', () => {
  expect(generationOf(content)).toMatchObject({ schema: expect.stringMatching(/^parley_[0-9a-f]{12}$/) })
  expect(generationOf(content, 'parley_elsewhere').schema).toBe(`parley_elsewhere_${fingerprintOf(content)}`)
  const { table: described } = people
  const differing = [
    { ...content, written: [people] },
    { ...content, written: [part('people', { more: id }), places] },
    { ...content, written: [{ table: described, version: 2 }, places] },
    { ...content, written: [{ table: { ...described, indexes: { by: '(id)' } }, version: 1 }, places] },
    { ...content, read: ['Said@1', 'Left@3'] },
    { ...content, read: ['Said@1', 'Left@2', 'Flagged@1'] },
  ]
  expect(new Set([content, ...differing].map(fingerprintOf)).size).toBe(1 + differing.length)
})

test('PRJ-2: the order in which tables and events are listed is no part of its name', () => {
  const turned = { written: content.written.toReversed(), read: content.read.toReversed() }
  expect(fingerprintOf(turned)).toBe(fingerprintOf(content))
})
