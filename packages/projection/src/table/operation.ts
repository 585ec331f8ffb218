import type { AnyRow, Columns, RowOf, Table } from './table.ts'

/**
 * A change to one row of a table, or, `clear`, to all that belong to something: they go, for good. Of what was cleared no
 * row comes again, and what it is named by no patch sets: by both, it makes no difference when its rows go. A patch, an addition or a removal where there is no such row changes nothing. Rows of a
 * table of counts are counted, and nothing else.
 */
export type Operation =
  | { readonly op: 'put'; readonly row: AnyRow }
  | { readonly op: 'patch'; readonly key: AnyRow; readonly set: AnyRow }
  | { readonly op: 'add'; readonly key: AnyRow; readonly add: Readonly<Record<string, number>> }
  | { readonly op: 'remove'; readonly key: AnyRow }
  | { readonly op: 'count'; readonly key: AnyRow; readonly add: Readonly<Record<string, number>> }
  | { readonly op: 'clear'; readonly of: AnyRow }

/** The operations of a table, typed by its description. Values of its columns are JSON values, as codecs make them. */
export const operations = <C extends Columns, Key extends keyof C & string, Counter extends keyof C & string>(
  _table: Table<C, Key, Counter>,
) => ({
  /** The row is this from now on, whatever it was. */
  put: (row: RowOf<C>): Operation => ({ op: 'put', row: row }),
  /** These columns are this from now on. */
  patch: (key: Pick<RowOf<C>, Key>, set: Partial<Omit<RowOf<C>, Key | Counter>>): Operation => ({
    op: 'patch',
    key: key,
    set: set as AnyRow,
  }),
  /** These counters are by so much more. */
  add: (key: Pick<RowOf<C>, Key>, add: Partial<Record<Counter, number>>): Operation => ({
    op: 'add',
    key: key,
    add: add as Readonly<Record<string, number>>,
  }),
  remove: (key: Pick<RowOf<C>, Key>): Operation => ({ op: 'remove', key: key }),
})

/**
 * The operation that has all rows of something go, for good: those of a channel, say. Throws where no columns of the table
 * say of what its rows are.
 */
export const clearing =
  <C extends Columns, Key extends keyof C & string, Counter extends keyof C & string>({
    name,
    clearedBy = [],
  }: Table<C, Key, Counter>) =>
  (from: Partial<RowOf<C>>): Operation => {
    if (clearedBy.length === 0) throw new Error(`rows of ${name} do not go at once`)
    const of = Object.fromEntries(clearedBy.map((column) => [column, from[column]]))
    return { op: 'clear', of: of as AnyRow }
  }

/** The operation of a table of counts, typed by its description. */
export const counting =
  <C extends Columns, Key extends keyof C & string, Counter extends keyof C & string>(
    _table: Table<C, Key, Counter>,
  ) =>
  /** These counters are by so much more, from 0 on where there is no such row. */
  (key: Pick<RowOf<C>, Key>, add: Partial<Record<Counter, number>>): Operation => ({
    op: 'count',
    key: key,
    add: add as Readonly<Record<string, number>>,
  })
