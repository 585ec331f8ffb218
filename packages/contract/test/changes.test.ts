import { readFileSync } from 'node:fs'
import { mainFeed } from '@parley/domain'
import { at, noMessage, segment, userId } from '@parley/domain/testing'
import { expect, test } from 'vitest'
import { type Change, publicRows } from '../src/index.ts'
import { rowsAfter } from '../src/testing/index.ts'

test('PROTO-21: what a public row is made of is what the page says', () => {
  const page = readFileSync(new URL('../../../docs/spec/protocol.md', import.meta.url), 'utf8')
  const namesIn = (cell = ''): ReadonlyArray<string> => (cell.match(/`\w+`/g) ?? []).toSorted()
  const quoted = (names: ReadonlyArray<string>) => names.map((name) => `\`${name}\``).toSorted()
  for (const { name, key, columns, counters } of Object.values(publicRows)) {
    const [, , ...cells] = (page.split('\n').find((line) => line.startsWith(`| \`${name}\` |`)) ?? '').split(
      '|',
    )
    expect([name, ...cells.slice(0, 3).map(namesIn)]).toEqual([
      name,
      quoted(key),
      quoted(columns),
      quoted(counters),
    ])
  }
})

/** The rows that stand after changes. */
const after = (...changes: ReadonlyArray<Change>) => [...rowsAfter([{ changes: [...changes] }]).values()]

const main = { row: 'feed', feedId: mainFeed } as const
const madeBy = { createdAt: at(1), createdBy: userId('ada') }
const begun = { name: 'main', lastSegment: segment(0), lastMessageId: null, lastActivityAt: at(1), ...madeBy }
const kept = { ...begun, editedAt: null, deletedAt: null, messageCount: 0 }

test('PROTO-22: a row is put, patched, added to and removed', () => {
  const put: Change = { ...main, put: begun }
  expect(after(put)).toEqual([{ ...main, ...kept }])
  expect(after(put, { ...main, put: { ...begun, name: 'other' } })).toEqual([
    { ...main, ...kept, name: 'other' },
  ])
  expect(after(put, { ...main, patch: { lastMessageId: noMessage } })).toEqual([
    { ...main, ...kept, lastMessageId: noMessage },
  ])
  expect(after(put, { ...main, remove: true })).toEqual([])
})

test('PROTO-23: where there is no such row, what is done to it does nothing', () => {
  expect(after({ ...main, patch: { name: 'main' } }, { ...main, remove: true })).toEqual([])
  expect(after({ row: 'channel', add: { memberCount: 1 } })).toEqual([])
})
