import { type AnyRow, type AnyTable, isOf, keyText } from '../table/table.ts'
import type { Operation } from '../table/operation.ts'
import type { Projected, ReadModel } from '../table/read-model.ts'

/** The rows of tables in memory: by the table's name, then by the row's key. */
export type MemoryTables = Map<string, Map<string, AnyRow>>

const sum = (row: AnyRow, add: Readonly<Record<string, number>>): AnyRow => ({
  ...row,
  ...Object.fromEntries(Object.entries(add).map(([name, by]) => [name, Number(row[name]) + by])),
})

const perform = (table: AnyTable, rows: Map<string, AnyRow>, operation: Operation): void => {
  if (operation.op === 'clear') {
    for (const [key, row] of rows) if (isOf(row, operation.of)) rows.delete(key)
    return
  }
  const key = keyText(table, operation.op === 'put' ? operation.row : operation.key)
  const row = rows.get(key)
  if (operation.op === 'count') {
    const none = Object.fromEntries(table.counters.map((name) => [name, 0]))
    rows.set(key, sum(row ?? { ...operation.key, ...none }, operation.add))
  } else if (operation.op === 'put') rows.set(key, operation.row)
  else if (operation.op === 'remove') rows.delete(key)
  else if (row !== undefined)
    rows.set(key, operation.op === 'patch' ? { ...row, ...operation.set } : sum(row, operation.add))
}

/** Empty tables for these read models. */
export const memoryTables = (models: ReadonlyArray<ReadModel>): MemoryTables =>
  new Map(models.map(({ table }) => [table.name, new Map<string, AnyRow>()]))

/** Does to the rows of one table in memory what these operations say. */
export const performInMemory = (
  tables: MemoryTables,
  table: AnyTable,
  operations: ReadonlyArray<Operation>,
): void => {
  const rows = tables.get(table.name)
  if (rows === undefined) throw new Error(`no table ${table.name} in memory`)
  for (const operation of operations) perform(table, rows, operation)
}

/** Runs read models in memory, an operation after the other: what every other interpreter must come to. */
export const projectInMemory = (
  models: ReadonlyArray<ReadModel>,
  tables: MemoryTables,
  events: ReadonlyArray<Projected>,
): void => {
  for (const projected of events)
    for (const { table, project } of models) performInMemory(tables, table, project(projected))
}
