import type { Value } from './column.ts'
import type { Operation } from './operation.ts'
import { type AnyRow, type AnyTable, keyText } from './table.ts'

/** What a batch of operations comes to for one row. */
export type Folded =
  | { readonly op: 'put'; readonly row: Record<string, Value> }
  | {
      readonly op: 'patch'
      readonly key: AnyRow
      readonly set: Record<string, Value>
      readonly add: Record<string, number>
    }
  | { readonly op: 'remove'; readonly key: AnyRow }

/** The operations of a batch on one table, folded: at most one for each row. */
export interface FoldedTable {
  readonly table: AnyTable
  readonly rows: Map<string, Folded>
}

/** The operations of a batch on any tables, folded. */
export type FoldedBatch = Map<string, FoldedTable>

const addTo = (counters: Record<string, Value>, add: Readonly<Record<string, number>>): void => {
  for (const [name, by] of Object.entries(add)) counters[name] = Number(counters[name] ?? 0) + by
}

/** What one operation comes to by itself. */
export const foldedAlone = (operation: Operation): Folded => {
  switch (operation.op) {
    case 'put':
      return { op: 'put', row: { ...operation.row } }
    case 'patch':
      return { op: 'patch', key: operation.key, set: { ...operation.set }, add: {} }
    case 'add':
      return { op: 'patch', key: operation.key, set: {}, add: { ...operation.add } }
    case 'remove':
      return operation
    default:
      return operation satisfies never
  }
}

/** One operation more on a row of which the batch says something already. */
const foldOnto = (before: Folded, operation: Extract<Operation, { op: 'patch' | 'add' }>): void => {
  switch (before.op) {
    case 'put':
      return operation.op === 'patch'
        ? void Object.assign(before.row, operation.set)
        : addTo(before.row, operation.add)
    case 'patch':
      return operation.op === 'patch'
        ? void Object.assign(before.set, operation.set)
        : addTo(before.add, operation.add)
    case 'remove':
      // The row is not there: there is nothing to patch or to add to.
      return
    default:
      return before satisfies never
  }
}

const fold = (rows: Map<string, Folded>, key: string, operation: Operation): void => {
  const before = rows.get(key)
  if (before === undefined || operation.op === 'put' || operation.op === 'remove')
    rows.set(key, foldedAlone(operation))
  else foldOnto(before, operation)
}

/** Folds operations on a table into a batch, by key. The order between tables does not matter, that within one does. */
export const foldInto = (batch: FoldedBatch, table: AnyTable, changes: ReadonlyArray<Operation>): void => {
  if (changes.length === 0) return
  let folded = batch.get(table.name)
  if (folded === undefined) {
    folded = { table, rows: new Map() }
    batch.set(table.name, folded)
  }
  for (const operation of changes) {
    fold(folded.rows, keyText(table, operation.op === 'put' ? operation.row : operation.key), operation)
  }
}
