import { clearing, column, foldInto, operations, table } from '@parley/projection'
import type { AnyTable, Operation } from '@parley/projection'
import fc from 'fast-check'
import * as t from 'io-ts'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { inMemory } from './arbitrary-operations.ts'
import { openTables } from './harness.ts'

let here: Awaited<ReturnType<typeof openTables>>
beforeAll(async () => {
  here = await openTables()
})
afterAll(() => here.close())

const columns = {
  shelf: column('text', t.string),
  id: column('text', t.string),
  words: column('text', t.union([t.string, t.null])),
  n: column('bigint', t.number),
}
const byId = table({ name: 'by_id', columns, key: ['id'], counters: ['n'], clearedBy: ['shelf'] })
const byShelf = table({
  name: 'by_shelf',
  columns,
  key: ['shelf', 'id'],
  counters: ['n'],
  clearedBy: ['shelf'],
})
const { words: _, ...counted } = columns
const counts = table({
  name: 'counts',
  columns: counted,
  key: ['shelf', 'id'],
  counters: ['n'],
  counted: true,
  clearedBy: ['shelf'],
})

const shelves = ['a', 'b', 'c']
const id = fc.constantFrom('1', '2', '3')
const words = fc.constantFrom('', 'x', null)
const n = fc.integer({ min: -9, max: 9 })

/** What may be done to a row of a shelf in each table. In the first, rows are named without their shelf. */
const onShelf = (which: AnyTable, shelf: string): fc.Arbitrary<Operation> => {
  const usual = (key: (one: string) => Record<string, string>): fc.Arbitrary<Operation> =>
    fc.oneof(
      fc
        .record({ id, words, n })
        .map((row): Operation => ({ op: 'put', row: { shelf, ...row, id: shelf + row.id } })),
      fc
        .tuple(id, words)
        .map(([one, said]): Operation => ({ op: 'patch', key: key(shelf + one), set: { words: said } })),
      fc
        .tuple(id, n)
        .map(([one, more]): Operation => ({ op: 'add', key: key(shelf + one), add: { n: more } })),
      id.map((one): Operation => ({ op: 'remove', key: key(shelf + one) })),
    )
  if (which === byId) return usual((one) => ({ id: one }))
  if (which === byShelf) return usual((one) => ({ shelf, id: one }))
  return fc
    .tuple(id, n)
    .map(([one, more]): Operation => ({ op: 'count', key: { shelf, id: one }, add: { n: more } }))
}

/** Batches on one of the tables. Each shelf may be cleared once, in a batch of its own; nothing is done to it afterwards. */
const batches = fc.constantFrom<AnyTable>(byId, byShelf, counts).chain((described) => {
  const changes = shelves.map((shelf) => onShelf(described, shelf))
  return fc
    .tuple(
      fc.array(
        fc.array(fc.oneof(...changes.map((change, shelf) => change.map((one) => ({ shelf, one })))), {
          minLength: 1,
          maxLength: 8,
        }),
        { maxLength: 5 },
      ),
      fc.tuple(...shelves.map(() => fc.option(fc.nat({ max: 5 })))),
    )
    .map(([all, clearedAt]) => {
      const done = all.flatMap((batch, at) => [
        batch.filter(({ shelf }) => (clearedAt[shelf] ?? Infinity) >= at).map(({ one }) => one),
        ...shelves.flatMap((shelf, place) =>
          clearedAt[place] === at ? [[{ op: 'clear', of: { shelf } } as const]] : [],
        ),
      ])
      return [described, done.filter(({ length }) => length > 0)] as const
    })
})

test('RM-65: whatever was done to rows before they are cleared, Postgres comes to what memory does', async () => {
  await fc.assert(
    fc.asyncProperty(batches, async ([described, all]) => {
      expect(await here.after(described, all)).toEqual(inMemory(described, all.flat()))
    }),
    { numRuns: 60 },
  )
})

const copying = fc.record({
  bytes: fc.constantFrom(64, 8_192),
  full: fc.boolean(),
  breaks: fc.array(fc.nat({ max: 6 }), { maxLength: 2 }),
  step: fc.nat({ max: 5 }),
})

test('RM-65 PRJ-91: and so does copying, in whichever batches, broken off wherever', async () => {
  await fc.assert(
    fc.asyncProperty(batches, copying, async ([described, all], how) => {
      expect(await here.copied(described, all, how)).toEqual(inMemory(described, all.flat()))
    }),
    { numRuns: 60 },
  )
})

test('RM-65: of a batch that changes rows of which it can not tell what they are of, none is cleared', () => {
  const cleared = clearing(byId)({ shelf: 'a' })
  const patched = operations(byId).patch({ id: '1' }, { words: 'x' })
  expect(() => foldInto(new Map(), byId, [patched, cleared])).toThrow('clears by_id')
  const put = operations(byId).put({ shelf: 'a', id: '1', words: null, n: 0 })
  const folded = new Map()
  foldInto(folded, byId, [put, cleared])
  expect(folded.get('by_id')).toMatchObject({ rows: { size: 0 }, clears: [{ shelf: 'a' }] })
})

test('RM-65: a table says what it is cleared by, and that names more than one row', () => {
  expect(() =>
    clearing(table({ name: 'other', columns, key: ['id'], counters: ['n'] }))({ shelf: 'a' }),
  ).toThrow('other do not go at once')
  expect(() =>
    table({ name: 'other', columns, key: ['shelf'], counters: ['n'], clearedBy: ['shelf', 'id'] }),
  ).toThrow('names one row')
})
