import { column, memoryTables, projectInMemory, table } from '@parley/projection'
import type { AnyTable, Operation, Projected } from '@parley/projection'
import fc from 'fast-check'
import * as t from 'io-ts'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { openTables } from './harness.ts'

let here: Awaited<ReturnType<typeof openTables>>
beforeAll(async () => {
  here = await openTables()
})
afterAll(() => here.close())

const Text = t.union([t.string, t.null])

const named = (prefix: string, many: number): ReadonlyArray<string> =>
  Array.from({ length: many }, (_, n) => `${prefix}${n}`)

/** A table of these columns that a patch sets, beside its key and so many counters. */
const tableOf = (set: ReadonlyArray<string>, counters: number): AnyTable => {
  const counted = named('counter', counters)
  const columns = {
    id: column('text', t.string),
    ...Object.fromEntries(set.map((name) => [name, column('text', Text)])),
    ...Object.fromEntries(counted.map((name) => [name, column('bigint', t.number)])),
  }
  return { ...table({ name: 'wide', columns, key: ['id'] }), counters: counted }
}

/** Names that a statement might have wanted for itself, and one that every object has. */
const awkward: ReadonlyArray<string> = ['mask', 'constructor', 't', 'u', 'moved', 'position']

const value = fc.oneof(fc.constant(null), fc.constantFrom('', 'a', 'b', '{"}'))

const operationOn = (described: AnyTable): fc.Arbitrary<Operation> => {
  const id = fc.constantFrom('x', 'y', 'z')
  const set = Object.keys(described.columns).filter((name) => name !== 'id' && !name.startsWith('counter'))
  const cells = (names: ReadonlyArray<string>, each: fc.Arbitrary<unknown>, all: boolean) =>
    fc.record(Object.fromEntries(names.map((name) => [name, each])), all ? {} : { requiredKeys: [] })
  const number = fc.integer({ min: -9, max: 9 })
  return fc.oneof(
    fc
      .tuple(id, cells(set, value, true), cells(described.counters, number, true))
      .map(([key, row, counted]): Operation => ({ op: 'put', row: { id: key, ...row, ...counted } })),
    fc
      .tuple(id, cells(set, value, false))
      .map(([key, some]): Operation => ({ op: 'patch', key: { id: key }, set: { ...some } as never })),
    fc
      .tuple(id, cells(described.counters, number, false))
      .map(([key, some]): Operation => ({ op: 'add', key: { id: key }, add: { ...some } as never })),
    id.map((key): Operation => ({ op: 'remove', key: { id: key } })),
  )
}

const inMemory = (described: AnyTable, all: ReadonlyArray<Operation>) => {
  const model = { stream: undefined, table: described, version: 1, project: () => all }
  const tables = memoryTables([model])
  projectInMemory([model], tables, [{} as Projected])
  return tables.get(described.name)
}

test('RM-60: whatever patches set, in tables of up to seventy such columns, Postgres comes to what memory does', async () => {
  const cases = fc
    .record({ settable: fc.integer({ min: 0, max: 70 }), counters: fc.integer({ min: 0, max: 2 }) })
    .map(({ settable, counters }) =>
      tableOf(
        named('c', settable).map((name, n) => awkward[n] ?? name),
        counters,
      ),
    )
    .chain((described) =>
      fc.tuple(
        fc.constant(described),
        fc.array(fc.array(operationOn(described), { minLength: 1, maxLength: 12 }), { maxLength: 4 }),
      ),
    )
  await fc.assert(
    fc.asyncProperty(cases, async ([described, batches]) => {
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

test('RM-60: a column has a name that leaves statements names of their own, and that Postgres keeps whole', () => {
  const describing = (name: string) => () =>
    table({ name: 'wide', columns: { [name]: column('text', t.string) }, key: [name] })
  for (const name of ['mask 0', 'Upper', '', '0', 'é', 'a'.repeat(64)])
    expect(describing(name)).toThrow(RangeError)
  expect(describing('a'.repeat(63))).not.toThrow()
})
