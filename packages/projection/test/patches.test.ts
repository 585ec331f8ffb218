import { column, foldInto, table } from '@parley/projection'
import type { Operation } from '@parley/projection'
import fc from 'fast-check'
import * as t from 'io-ts'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { batchesOn, inMemory, named, tableOf } from './arbitrary-operations.ts'
import { openTables } from './harness.ts'

let here: Awaited<ReturnType<typeof openTables>>
beforeAll(async () => {
  here = await openTables()
})
afterAll(() => here.close())

test('RM-60 RM-64: whatever patches set, in tables of up to seventy such columns, Postgres comes to what memory does', async () => {
  await fc.assert(
    fc.asyncProperty(batchesOn({ settable: 70, batches: 4 }), async ([described, batches]) => {
      expect(await here.after(described, batches)).toEqual(inMemory(described, batches.flat()))
    }),
    { numRuns: 60 },
  )
})

test.each([1, 31, 32, 33, 62, 63, 70])(
  'RM-60: of %i columns a patch sets the one that it names',
  async (many) => {
    const set = named('c', many)
    const described = tableOf(set, 0)
    const begun = set.map((_, n): Operation => {
      const row = Object.fromEntries(set.map((name) => [name, '']))
      return { op: 'put', row: { id: `${n}`, ...row } }
    })
    const patched = set.map((name, n): Operation => {
      return { op: 'patch', key: { id: `${n}` }, set: { [name]: 'set' } }
    })
    const rows = await here.after(described, [begun, patched])
    expect(rows).toEqual(inMemory(described, [...begun, ...patched]))
    expect(rows.size).toBe(many)
  },
)

test('RM-64: a table of counts has nothing but a key and counters, and no other table is counted', () => {
  const columns = {
    id: column('text', t.string),
    at: column('text', t.string),
    n: column('bigint', t.number),
  }
  const describing = () => table({ name: 'counts', columns, key: ['id'], counters: ['n'], counted: true })
  expect(describing).toThrow('a column that is no count')
  const described = tableOf([], 1)
  const one = { id: 'x' }
  const counted: Operation = { op: 'count', key: one, add: { counter0: 1 } }
  const others: ReadonlyArray<Operation> = [
    { op: 'add', key: one, add: { counter0: 1 } },
    { op: 'put', row: { ...one, counter0: 1 } },
    { op: 'remove', key: one },
  ]
  for (const other of others)
    for (const both of [
      [counted, other],
      [other, counted],
    ])
      expect(() => foldInto(new Map(), described, both)).toThrow('counted')
})

test('RM-60: a column has a name that leaves statements names of their own, and that Postgres keeps whole', () => {
  const describing = (name: string) => () =>
    table({ name: 'wide', columns: { [name]: column('text', t.string) }, key: [name] })
  for (const name of ['mask 0', 'Upper', '', '0', 'é', 'a'.repeat(64)])
    expect(describing(name)).toThrow(RangeError)
  expect(describing('a'.repeat(63))).not.toThrow()
})
