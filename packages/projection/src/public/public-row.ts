import type * as t from 'io-ts'
import type { Value } from '../table/column.ts'
import type { Columns, RowOf, Table } from '../table/table.ts'

/** A part of a public row, and the column of the table that it is made of. */
export interface PublicColumn {
  readonly name: string
  readonly column: string
  /** What is told instead of what stands in the column. */
  readonly as?: (value: Value) => Value
}

/** As which public row the rows of a table are told. What is not named here is not public. */
export interface PublicRow {
  readonly row: string
  readonly key: ReadonlyArray<PublicColumn>
  /** What is set. */
  readonly columns: ReadonlyArray<PublicColumn>
  /** What is added to. */
  readonly counters: ReadonlyArray<PublicColumn>
}

/** A kind of public row: its name, and the codec of what happens to one. */
interface Kind {
  readonly name: string
  readonly change: t.Mixed
}

type ChangeOf<K extends Kind> = t.TypeOf<K['change']>
type KeyOf<K extends Kind> = Omit<ChangeOf<K>, 'row' | 'put' | 'patch' | 'add' | 'remove'>
type PatchOf<K extends Kind> =
  ChangeOf<K> extends { patch?: infer Patch } ? Required<NonNullable<Patch>> : never
type AddOf<K extends Kind> = ChangeOf<K> extends { add?: infer Add } ? Required<NonNullable<Add>> : never

/** A column that holds such a value, or one with what is told instead. */
type Given<C extends Columns, Among extends keyof C & string, Told> = {
  [Column in Among]:
    | (RowOf<C>[Column] extends Told ? Column : never)
    | { readonly column: Column; readonly as: (value: RowOf<C>[Column]) => Told }
}[Among]

type GivenAll<C extends Columns, Among extends keyof C & string, Parts> = {
  readonly [Name in keyof Parts]: Given<C, Among, Parts[Name]>
}

interface Loose {
  readonly column: string
  readonly as: (value: never) => unknown
}

// What is told instead takes what its own column holds, and nothing else comes to it.
const loosened = ([name, given]: [string, string | Loose]): PublicColumn =>
  typeof given === 'string' ? { name, column: given } : { name, ...(given as Omit<PublicColumn, 'name'>) }

const listOf = (given: object): ReadonlyArray<PublicColumn> =>
  Object.entries<string | Loose>({ ...given }).map(loosened)

/**
 * Says which column of a table is which part of a public row: of its key only those of the table's key, since a patch
 * knows no others.
 *
 * @example publicRowOf(publicRows.pin, pins, { key: { messageId: 'message_id' }, columns: { … }, counters: {} })
 */
export const publicRowOf = <
  K extends Kind,
  C extends Columns,
  Key extends keyof C & string,
  Counter extends keyof C & string,
>(
  kind: K,
  _table: Table<C, Key, Counter>,
  parts: {
    readonly key: GivenAll<C, Key, KeyOf<K>>
    readonly columns: GivenAll<C, Exclude<keyof C & string, Key | Counter>, PatchOf<K>>
    readonly counters: GivenAll<C, Counter, AddOf<K>>
  },
): PublicRow => ({
  row: kind.name,
  key: listOf(parts.key),
  columns: listOf(parts.columns),
  counters: listOf(parts.counters),
})
