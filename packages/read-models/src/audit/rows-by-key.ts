import { type AnyRow, type AnyTable, keyText } from '@parley/projection'
import * as t from 'io-ts'
import { rowsAs } from '../queries/database.ts'

const Rows = t.record(
  t.string,
  t.union([t.string, t.number, t.boolean, t.null, t.UnknownArray, t.UnknownRecord]),
)

/** Rows of a table as they were read, by their keys, as they would stand in memory. Throws where one is no row. */
export const rowsByKey = (table: AnyTable, rows: ReadonlyArray<unknown>): Map<string, AnyRow> =>
  new Map((rowsAs(Rows, rows) as ReadonlyArray<AnyRow>).map((row) => [keyText(table, row), row]))
