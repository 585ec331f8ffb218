import { sqlType } from '../table/column.ts'
import type { PgType, Value } from '../table/column.ts'
import type { Folded, FoldedBatch, FoldedTable } from '../table/fold.ts'
import { type AnyTable, settable } from '../table/table.ts'
import { arrayText } from './arrays.ts'
import { quoted } from './identifier.ts'

type Put = Extract<Folded, { op: 'put' }>
type Patch = Extract<Folded, { op: 'patch' }>
type Remove = Extract<Folded, { op: 'remove' }>

/** One part of a batch: what it does to one table by one kind of operation, as SQL and as arrays, one a column. */
export interface Change {
  /** The same for two changes that differ in their values alone. */
  readonly shape: string
  /** The statement, given where in the parameters its arrays begin; it runs only where `moved` has a row. */
  readonly sql: (schema: string, first: number) => string
  readonly arrays: ReadonlyArray<string>
}

const typeOf = (table: AnyTable, name: string): PgType => {
  const column = table.columns[name]
  if (column === undefined) throw new Error(`${table.name} has no column ${name}`)
  return column.pg
}

const list = (names: ReadonlyArray<string>): string => names.map(quoted).join(', ')

const unnest = (types: ReadonlyArray<PgType>, names: ReadonlyArray<string>, first: number): string =>
  `unnest(${types.map((type, n) => `$${first + n}::${sqlType(type)}[]`).join(', ')}) as u(${list(names)})`

const sameKey = ({ key }: AnyTable): string =>
  key.map((name) => `t.${quoted(name)} = u.${quoted(name)}`).join(' and ')

const ifMoved = 'exists (select from moved)'

const puts = (table: AnyTable, rows: ReadonlyArray<Put>): Change => {
  const names = Object.keys(table.columns)
  const types = names.map((name) => typeOf(table, name))
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

const chosen = (name: string, n: number): string => {
  const column = quoted(name)
  return `${column} = case when u.mask & ${1 << n} <> 0 then u.${column} else t.${column} end`
}
const added = (name: string): string => `${quoted(name)} = t.${quoted(name)} + u.${quoted(name)}`

/** Rows of a batch set different columns; a mask says which, so that one statement serves them all. */
const patches = (table: AnyTable, rows: ReadonlyArray<Patch>): Change => {
  const set = settable(table)
  const names = [...table.key, 'mask', ...set, ...table.counters]
  const types = names.map((name): PgType => (name === 'mask' ? 'bigint' : typeOf(table, name)))
  const mask = (patch: Patch): number =>
    set.reduce((bits, name, n) => (name in patch.set ? bits | (1 << n) : bits), 0)
  const value = (patch: Patch, name: string): Value | undefined => {
    if (name === 'mask') return mask(patch)
    if (table.key.includes(name)) return patch.key[name]
    return table.counters.includes(name) ? (patch.add[name] ?? 0) : patch.set[name]
  }
  return {
    shape: `patch ${table.name}`,
    sql: (schema, first) =>
      `update ${quoted(schema)}.${quoted(table.name)} t
       set ${[...set.map(chosen), ...table.counters.map(added)].join(', ')}
       from ${unnest(types, names, first)} where ${ifMoved} and ${sameKey(table)}`,
    arrays: names.map((name, n) => arrayText(types[n] as PgType, rows, (patch) => value(patch, name))),
  }
}

const removals = (table: AnyTable, rows: ReadonlyArray<Remove>): Change => {
  const types = table.key.map((name) => typeOf(table, name))
  return {
    shape: `remove ${table.name}`,
    sql: (schema, first) =>
      `delete from ${quoted(schema)}.${quoted(table.name)} t
       using ${unnest(types, table.key, first)} where ${ifMoved} and ${sameKey(table)}`,
    arrays: table.key.map((name, n) => arrayText(types[n] as PgType, rows, ({ key }) => key[name])),
  }
}

const changesOf = ({ table, rows }: FoldedTable): ReadonlyArray<Change> => {
  const put: Array<Put> = []
  const patch: Array<Patch> = []
  const remove: Array<Remove> = []
  for (const folded of rows.values()) {
    if (folded.op === 'put') put.push(folded)
    else if (folded.op === 'patch') patch.push(folded)
    else remove.push(folded)
  }
  return [
    ...(put.length > 0 ? [puts(table, put)] : []),
    ...(patch.length > 0 ? [patches(table, patch)] : []),
    ...(remove.length > 0 ? [removals(table, remove)] : []),
  ]
}

/** What a folded batch does, table by table. The keys of a table's changes are disjoint, so their order is free. */
export const changes = (batch: FoldedBatch): ReadonlyArray<Change> => [...batch.values()].flatMap(changesOf)
