import * as t from 'io-ts'
import type { Column, PgType, Value } from './column.ts'

export type Columns = Readonly<Record<string, Column>>

/** A row, by the columns of its table. */
export type RowOf<C extends Columns> = { readonly [Name in keyof C]: t.TypeOf<C[Name]['codec']> }

/**
 * A table as data: what creates it, writes it, reads it and holds it in memory is derived from this. Its rows are
 * known by `key`; `counters` are columns that events add to; the others are set.
 */
export interface Table<
  C extends Columns = Columns,
  Key extends keyof C & string = keyof C & string,
  Counter extends keyof C & string = keyof C & string,
> {
  readonly name: string
  readonly columns: C
  readonly key: ReadonlyArray<Key>
  readonly counters: ReadonlyArray<Counter>
  /** Further indexes, as Postgres has them after `on <table>`: the columns, and perhaps a condition. */
  readonly indexes: Readonly<Record<string, string>>
  /** Percent of a page that inserts may fill: room for rows that are updated often. */
  readonly fillfactor?: number
  /** A table of counts: it has nothing beside its key and counters, and each row begins as it is first counted. */
  readonly counted?: true
  /** The columns that say of what its rows are, where all rows of something may go at once. No patch sets them. */
  readonly clearedBy?: ReadonlyArray<keyof C & string>
}

/** What Postgres keeps whole, and what leaves room for names that a statement makes up. */
const columnName = /^[a-z][a-z0-9_]{0,62}$/

/**
 * Describes a table; it has no counters and no further indexes where none are named. Throws a `RangeError` where a
 * column's name is not 1 to 63 of `a-z 0-9 _`, a letter first, where a table of counts has a column that is neither
 * key nor counter, and where what it is cleared by names one row.
 */
export const table = <
  C extends Columns,
  Key extends keyof C & string,
  Counter extends keyof C & string = never,
>(description: {
  readonly name: string
  readonly columns: C
  readonly key: ReadonlyArray<Key>
  readonly counters?: ReadonlyArray<Counter>
  readonly indexes?: Readonly<Record<string, string>>
  readonly fillfactor?: number
  readonly counted?: true
  readonly clearedBy?: ReadonlyArray<keyof C & string>
}): Table<C, Key, Counter> => {
  for (const name of Object.keys(description.columns))
    if (!columnName.test(name))
      throw new RangeError(`${description.name}: not a column's name: ${JSON.stringify(name)}`)
  const described = { counters: [], indexes: {}, ...description }
  if (described.counted === true && settable(described).length > 0)
    throw new RangeError(`${description.name}: a table of counts has a column that is no count`)
  const { clearedBy, key } = described
  if (clearedBy !== undefined && key.every((column) => clearedBy.includes(column)))
    throw new RangeError(`${description.name}: what it is cleared by names one row`)
  return described
}

/** The row of a table. */
export type Row<T> = T extends Table<infer C, infer _Key, infer _Counter> ? RowOf<C> : never

/** The codec of a table's rows. */
export const rowCodec = <C extends Columns, Key extends keyof C & string, Counter extends keyof C & string>({
  name,
  columns,
}: Table<C, Key, Counter>): t.Type<RowOf<C>> => {
  const codecs = Object.entries(columns).map(([column, { codec }]) => [column, codec])
  return t.type(Object.fromEntries(codecs), name) as t.Type<RowOf<C>>
}

/** What interpreters know of a table, whichever it is. */
export interface AnyTable {
  readonly name: string
  readonly columns: Columns
  readonly key: ReadonlyArray<string>
  readonly counters: ReadonlyArray<string>
  readonly indexes: Readonly<Record<string, string>>
  readonly fillfactor?: number
  readonly counted?: true
  readonly clearedBy?: ReadonlyArray<string>
}

/** A row of whichever table, by column. */
export type AnyRow = Readonly<Record<string, Value>>

/** Columns that are neither key nor counter: what a patch may set, in the order of the description. */
export const settable = (described: AnyTable): ReadonlyArray<string> =>
  Object.keys(described.columns).filter(
    (name) => !described.key.includes(name) && !described.counters.includes(name),
  )

/** How Postgres keeps a column. Throws where the table has none of that name. */
export const typeOfColumn = (described: AnyTable, name: string): PgType => {
  const column = described.columns[name]
  if (column === undefined) throw new Error(`${described.name} has no column ${name}`)
  return column.pg
}

/** Whether a row is of what these columns name. */
export const isOf = (row: AnyRow, of: AnyRow): boolean =>
  Object.entries(of).every(([column, value]) => row[column] === value)

/** A row's key as one text. No part of a key holds a control character, so the parts stay apart. */
export const keyText = (described: AnyTable, row: AnyRow): string => {
  let text = ''
  for (const name of described.key) {
    const part = row[name]
    text += typeof part === 'string' ? part : JSON.stringify(part)
    text += '\n'
  }
  return text
}
