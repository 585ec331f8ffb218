import { column, memoryTables, projectInMemory, table } from '@parley/projection'
import type { AnyRow, AnyTable, Operation, Projected } from '@parley/projection'
import fc from 'fast-check'
import * as t from 'io-ts'

const Text = t.union([t.string, t.null])

export const named = (prefix: string, many: number): ReadonlyArray<string> =>
  Array.from({ length: many }, (_, n) => `${prefix}${n}`)

/** A table of these columns that a patch sets, beside its key and so many counters. */
export const tableOf = (set: ReadonlyArray<string>, counters: number): AnyTable => {
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
  if (described.counted === true)
    return fc
      .tuple(id, cells(described.counters, number, false))
      .map(([key, some]): Operation => ({ op: 'count', key: { id: key }, add: { ...some } as never }))
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

/** A table of counts. */
const countsOf = (counters: number): AnyTable => ({ ...tableOf([], counters), counted: true })

/** What these operations come to, one after another. */
export const inMemory = (
  described: AnyTable,
  all: ReadonlyArray<Operation>,
): ReadonlyMap<string, AnyRow> | undefined => {
  const model = { stream: undefined, table: described, version: 1, project: () => all }
  const tables = memoryTables([model])
  projectInMemory([model], tables, [{} as Projected])
  return tables.get(described.name)
}

/** Tables of up to so many columns that a patch sets, each with batches of operations. */
export const batchesOn = (most: { readonly settable: number; readonly batches: number }) =>
  fc
    .record({
      settable: fc.integer({ min: 0, max: most.settable }),
      counters: fc.integer({ min: 0, max: 2 }),
      counted: fc.boolean(),
    })
    .map(({ settable, counters, counted }) =>
      counted && counters > 0
        ? countsOf(counters)
        : tableOf(
            named('c', settable).map((name, n) => awkward[n] ?? name),
            counters,
          ),
    )
    .chain((described) =>
      fc.tuple(
        fc.constant(described),
        fc.array(fc.array(operationOn(described), { minLength: 1, maxLength: 12 }), {
          maxLength: most.batches,
        }),
      ),
    )
