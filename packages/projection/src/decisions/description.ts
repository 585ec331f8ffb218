import type { AnyRowKind, DecisionRow, RowKind, StreamKind } from '@parley/domain'
import type { AnyTable, Columns, RowOf, Table } from '../table/table.ts'

/** Rows of another table that are read along with one, by the columns that they share with it. */
interface Along {
  readonly name: string
  readonly table: AnyTable
  /** The columns of both by which they belong together. */
  readonly on: ReadonlyArray<string>
  readonly columns: ReadonlyArray<string>
}

/** How the rows of one kind, as decisions look at them, are read from a table. Look-up and decoder come from this. */
export interface DecisionRead {
  readonly kind: AnyRowKind
  readonly table: AnyTable
  /** The columns beside those of the stream that the parts of a key are looked up by, in the order of the parts. */
  readonly by: ReadonlyArray<string>
  /** `one` row of the table stands at a key, or `all` with these parts are one row to decisions. */
  readonly stands: 'one' | 'all'
  readonly columns: ReadonlyArray<string>
  readonly along: ReadonlyArray<Along>
  /** The row, of what was read of it: its columns, or those of all; and of what was read along. */
  readonly row: (found: ReadonlyArray<unknown>) => DecisionRow | undefined
}

/** The columns of a table's row that are read. */
type Read<C extends Columns, Column extends keyof C> = Pick<RowOf<C>, Column>

interface Lists<C extends Columns, Key extends keyof C & string, Column extends keyof C & string> {
  readonly table: Table<C, Key, keyof C & string>
  readonly on: ReadonlyArray<keyof C & string>
  readonly columns: ReadonlyArray<Column>
}

const named = (columns: ReadonlyArray<string>, cells: unknown): Readonly<Record<string, unknown>> => {
  const values: ReadonlyArray<unknown> = Array.isArray(cells) ? cells : []
  return Object.fromEntries(columns.map((column, n) => [column, values[n]]))
}

/** Rows of a kind, each one row of a table. */
export const decisionRow = <
  Row extends DecisionRow,
  Parts extends ReadonlyArray<string>,
  C extends Columns,
  Key extends keyof C & string,
  Counter extends keyof C & string,
  Column extends keyof C & string = never,
>(
  kind: RowKind<Row, Parts>,
  read: {
    readonly table: Table<C, Key, Counter>
    readonly by: ReadonlyArray<keyof C & string> & { readonly length: Parts['length'] }
    readonly columns: ReadonlyArray<Column>
    readonly row: (found: Read<C, Column>) => Row
  },
): DecisionRead => ({
  kind,
  table: read.table,
  by: read.by,
  stands: 'one',
  columns: read.columns,
  along: [],
  // What was read has passed the codecs of these columns.
  row: ([cells]) => read.row(named(read.columns, cells) as Read<C, Column>),
})

/** As `decisionRow`, with rows of another table. */
export const decisionRowWith = <
  Row extends DecisionRow,
  Parts extends ReadonlyArray<string>,
  C extends Columns,
  Key extends keyof C & string,
  Counter extends keyof C & string,
  Column extends keyof C & string,
  D extends Columns,
  DKey extends keyof D & string,
  DColumn extends keyof D & string,
>(
  kind: RowKind<Row, Parts>,
  read: {
    readonly table: Table<C, Key, Counter>
    readonly by: ReadonlyArray<keyof C & string> & { readonly length: Parts['length'] }
    readonly columns: ReadonlyArray<Column>
    readonly with: Lists<D, DKey, DColumn>
    readonly row: (found: Read<C, Column>, others: ReadonlyArray<Read<D, DColumn>>) => Row
  },
): DecisionRead => ({
  kind,
  table: read.table,
  by: read.by,
  stands: 'one',
  columns: read.columns,
  along: [{ name: 'w', ...read.with }],
  row: ([cells, others]) =>
    read.row(
      named(read.columns, cells) as Read<C, Column>,
      listOf(others).map((other) => named(read.with.columns, other) as Read<D, DColumn>),
    ),
})

/** Rows of a kind, each all rows of a table that share the parts of its key. */
export const decisionRows = <
  Row extends DecisionRow,
  Parts extends ReadonlyArray<string>,
  C extends Columns,
  Key extends keyof C & string,
  Counter extends keyof C & string,
  Column extends keyof C & string,
>(
  kind: RowKind<Row, Parts>,
  read: {
    readonly table: Table<C, Key, Counter>
    readonly by: ReadonlyArray<keyof C & string> & { readonly length: Parts['length'] }
    readonly columns: ReadonlyArray<Column>
    readonly row: (all: ReadonlyArray<Read<C, Column>>) => Row | undefined
  },
): DecisionRead => ({
  kind,
  table: read.table,
  by: read.by,
  stands: 'all',
  columns: read.columns,
  along: [],
  row: ([all]) => read.row(listOf(all).map((cells) => named(read.columns, cells) as Read<C, Column>)),
})

const listOf = (value: unknown): ReadonlyArray<unknown> => (Array.isArray(value) ? value : [])

/** Where it stands how far streams of a kind are projected. */
export interface StreamPlace {
  readonly kind: StreamKind
  /** Its rows have the columns `revision` and `position`. */
  readonly table: AnyTable
  /** The columns that name the stream: the tenant, and what tells the streams of the tenant apart. */
  readonly address: readonly [tenant: string, id: string]
}
