import * as t from 'io-ts'
import { expect, test } from 'vitest'
import {
  type AnyTable,
  column,
  operations,
  type Projection,
  publicChanges,
  publicRowOf,
  table,
} from '../src/index.ts'

const shelves = table({
  name: 'shelves',
  columns: {
    room: column('text', t.string),
    shelf: column('text', t.string),
    label: column('text', t.string),
    secret: column('text', t.string),
    books: column('bigint', t.number),
    lent: column('bigint', t.number),
  },
  key: ['room', 'shelf'],
  counters: ['books', 'lent'],
})
const { put, patch, add, remove } = operations(shelves)

const kind = {
  name: 'shelf',
  change: t.exact(
    t.intersection([
      t.type({ row: t.literal('shelf'), shelf: t.string }),
      t.partial({
        put: t.strict({ label: t.string, books: t.number }),
        patch: t.exact(t.partial({ label: t.string })),
        add: t.exact(t.partial({ books: t.number })),
        remove: t.literal(true),
      }),
    ]),
  ),
}

const publicRow = publicRowOf(kind, shelves, {
  key: { shelf: 'shelf' },
  columns: { label: { column: 'label', as: (label) => label.toUpperCase() } },
  counters: { books: 'books' },
})

const key = { room: 'attic', shelf: 'top' }

/** What is told where an event does this to the table. */
const told = (...done: ReturnType<Projection>) => {
  const out: Parameters<typeof publicChanges>[2] = []
  const described: AnyTable = shelves
  publicChanges({ table: described, told: { publicRow, project: () => done } }, {} as never, out)
  return out
}

test('RM-70: a row is told with what was named of it, and nothing else', () => {
  expect(told(put({ ...key, label: 'old', secret: 'gold', books: 2, lent: 1 }))).toEqual([
    { row: 'shelf', shelf: 'top', put: { label: 'OLD', books: 2 } },
  ])
  expect(told(remove(key))).toEqual([{ row: 'shelf', shelf: 'top', remove: true }])
})

test('RM-71: a patch and an addition of one row are one change, and what is not public is none', () => {
  expect(told(patch(key, { label: 'new', secret: 'x' }), add(key, { books: 1, lent: 1 }))).toEqual([
    { row: 'shelf', shelf: 'top', patch: { label: 'NEW' }, add: { books: 1 } },
  ])
  expect(told(patch(key, { secret: 'x' }), add(key, { books: 0, lent: 1 }))).toEqual([])
  expect(told()).toEqual([])
})

test('RM-70: what names a column that is not there does not compile', () => {
  const columns = { label: 'label' } as const
  const counters = { books: 'books' } as const
  // @ts-expect-error: no such column of the table
  publicRowOf(kind, shelves, { key: { shelf: 'shelves' }, columns, counters })
  // @ts-expect-error: no such column of the public row
  publicRowOf(kind, shelves, { key: { shelf: 'shelf', room: 'room' }, columns, counters })
  // @ts-expect-error: no part of the table's key
  publicRowOf(kind, shelves, { key: { shelf: 'label' }, columns, counters })
  // @ts-expect-error: what is added to is not set
  publicRowOf(kind, shelves, { key: { shelf: 'shelf' }, columns: { label: 'books' }, counters })
  // @ts-expect-error: a column of the public row that nothing gives
  publicRowOf(kind, shelves, { key: { shelf: 'shelf' }, columns: {}, counters })
  expect(publicRow.row).toBe('shelf')
})
