import { sqlType } from '../table/column.ts'
import type { PgType, Value } from '../table/column.ts'
import type { FoldedBatch, FoldedTable } from '../table/fold.ts'
import type { Folded } from '../table/folded-rows.ts'
import { type AnyRow, type AnyTable, settable, typeOfColumn } from '../table/table.ts'
import { arrayText } from './arrays.ts'
import { quoted } from './identifier.ts'
import { isSet, masksOf } from './masks.ts'

type Put = Extract<Folded, { op: 'put' }>
type Patch = Extract<Folded, { op: 'patch' }>
type Remove = Extract<Folded, { op: 'remove' }>
type Count = Extract<Folded, { op: 'count' }>

/** One part of a batch: what it does to one table by one kind of operation, as SQL and as arrays, one a column. */
export interface Change {
  /** The same for two changes that differ in their values alone. */
  readonly shape: string
  /** The statement, given where in the parameters its arrays begin; it runs only where `moved` has a row. */
  readonly sql: (schema: string, first: number) => string
  readonly arrays: ReadonlyArray<string>
}

const list = (names: ReadonlyArray<string>): string => names.map(quoted).join(', ')

const unnest = (types: ReadonlyArray<PgType>, names: ReadonlyArray<string>, first: number): string =>
  `unnest(${types.map((type, n) => `$${first + n}::${sqlType(type)}[]`).join(', ')}) as u(${list(names)})`

const sameKey = ({ key }: AnyTable): string =>
  key.map((name) => `t.${quoted(name)} = u.${quoted(name)}`).join(' and ')

const ifMoved = 'exists (select from moved)'

const puts = (table: AnyTable, rows: ReadonlyArray<Put>): Change => {
  const names = Object.keys(table.columns)
  const types = names.map((name) => typeOfColumn(table, name))
  const others = names.filter((name) => !table.key.includes(name))
  const update = others.map((name) => `${quoted(name)} = excluded.${quoted(name)}`).join(', ')
  return {
    shape: `put ${table.name}`,
    sql: (schema, first) =>
      `insert into ${quoted(schema)}.${quoted(table.name)} (${list(names)})
       select * from ${unnest(types, names, first)} where ${ifMoved}
       on conflict (${list(table.key)}) do ${update === '' ? 'nothing' : `update set ${update}`}`,
    arrays: names.map((name, n) => arrayText(types[n] as PgType, rows, ({ row }) => row[name])),
  }
}

const chosen = (name: string, place: number): string => {
  const column = quoted(name)
  return `${column} = case when ${isSet('u', place)} then u.${column} else t.${column} end`
}
const added = (name: string): string => `${quoted(name)} = t.${quoted(name)} + u.${quoted(name)}`

/** An array of a batch: a column of its own, and where its values come from. */
interface Cells {
  readonly name: string
  readonly type: PgType
  readonly of: (patch: Patch) => Value | undefined
}

/** Rows of a batch set different columns; masks say which, so that one statement serves them all. */
const patches = (table: AnyTable, rows: ReadonlyArray<Patch>): Change => {
  const set = settable(table)
  const masks = masksOf(set).map(
    ({ name, of }): Cells => ({ name, type: 'bigint', of: (patch) => of(patch.set) }),
  )
  const cells = (names: ReadonlyArray<string>, of: (patch: Patch, name: string) => Value | undefined) =>
    names.map((name): Cells => ({ name, type: typeOfColumn(table, name), of: (patch) => of(patch, name) }))
  const all = [
    ...cells(table.key, ({ key }, name) => key[name]),
    ...masks,
    ...cells(set, (patch, name) => (Object.hasOwn(patch.set, name) ? patch.set[name] : null)),
    ...cells(table.counters, ({ add }, name) => add[name] ?? 0),
  ]
  return {
    shape: `patch ${table.name}`,
    sql: (schema, first) =>
      `update ${quoted(schema)}.${quoted(table.name)} t
       set ${[...set.map(chosen), ...table.counters.map(added)].join(', ')}
       from ${unnest(
         all.map(({ type }) => type),
         all.map(({ name }) => name),
         first,
       )} where ${ifMoved} and ${sameKey(table)}`,
    arrays: all.map(({ type, of }) => arrayText(type, rows, of)),
  }
}

/** Whether a patch of this table can change anything: there are tables that are all key. */
const canBePatched = (table: AnyTable): boolean => settable(table).length > 0 || table.counters.length > 0

const removals = (table: AnyTable, rows: ReadonlyArray<Remove>): Change => {
  const types = table.key.map((name) => typeOfColumn(table, name))
  return {
    shape: `remove ${table.name}`,
    sql: (schema, first) =>
      `delete from ${quoted(schema)}.${quoted(table.name)} t
       using ${unnest(types, table.key, first)} where ${ifMoved} and ${sameKey(table)}`,
    arrays: table.key.map((name, n) => arrayText(types[n] as PgType, rows, ({ key }) => key[name])),
  }
}

const counts = (table: AnyTable, rows: ReadonlyArray<Count>): Change => {
  const names = [...table.key, ...table.counters]
  const types = names.map((name) => typeOfColumn(table, name))
  const summed = table.counters.map(
    (name) => `${quoted(name)} = t.${quoted(name)} + excluded.${quoted(name)}`,
  )
  const value = ({ key, add }: Count, n: number, name: string) =>
    n < table.key.length ? key[name] : (add[name] ?? 0)
  return {
    shape: `count ${table.name}`,
    sql: (schema, first) =>
      `insert into ${quoted(schema)}.${quoted(table.name)} as t (${list(names)})
       select * from ${unnest(types, names, first)} where ${ifMoved}
       on conflict (${list(table.key)}) do update set ${summed.join(', ')}`,
    arrays: names.map((name, n) => arrayText(types[n] as PgType, rows, (row) => value(row, n, name))),
  }
}

/** All rows of what these name go. Nothing else is done to them in the same statement: there each row is changed once. */
const clears = (table: AnyTable, of: ReadonlyArray<AnyRow>): Change => {
  const { clearedBy: names = [] } = table
  const types = names.map((name) => typeOfColumn(table, name))
  const same = names.map((name) => `t.${quoted(name)} = u.${quoted(name)}`)
  return {
    shape: `clear ${table.name}`,
    sql: (schema, first) =>
      `delete from ${quoted(schema)}.${quoted(table.name)} t
       using ${unnest(types, names, first)} where ${ifMoved} and ${same.join(' and ')}`,
    arrays: names.map((name, n) => arrayText(types[n] as PgType, of, (row) => row[name])),
  }
}

const changesOf = ({ table, rows, clears: cleared }: FoldedTable): ReadonlyArray<Change> => {
  const put: Array<Put> = []
  const patch: Array<Patch> = []
  const remove: Array<Remove> = []
  const count: Array<Count> = []
  for (const folded of rows.values()) {
    switch (folded.op) {
      case 'put':
        put.push(folded)
        break
      case 'patch':
        patch.push(folded)
        break
      case 'remove':
        remove.push(folded)
        break
      case 'count':
        count.push(folded)
        break
      default:
        folded satisfies never
    }
  }
  return [
    ...(put.length > 0 ? [puts(table, put)] : []),
    ...(patch.length > 0 && canBePatched(table) ? [patches(table, patch)] : []),
    ...(remove.length > 0 ? [removals(table, remove)] : []),
    ...(count.length > 0 ? [counts(table, count)] : []),
    ...(cleared.length > 0 ? [clears(table, cleared)] : []),
  ]
}

/** What a folded batch does, table by table. The keys of a table's changes are disjoint, so their order is free. */
export const changes = (batch: FoldedBatch): ReadonlyArray<Change> => [...batch.values()].flatMap(changesOf)
