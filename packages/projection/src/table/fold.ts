import type { Value } from './column.ts'
import { type Folded, FoldedRows } from './folded-rows.ts'
import type { Operation } from './operation.ts'
import { type AnyRow, type AnyTable, isOf } from './table.ts'

/** The operations of a batch on one table, folded: at most one for each row. */
export interface FoldedTable {
  readonly table: AnyTable
  rows: FoldedRows
  /** What all rows go of, that no batch before brought. */
  readonly clears: Array<AnyRow>
}

/** The operations of a batch on any tables, folded. */
export type FoldedBatch = Map<string, FoldedTable>

const nothing = Object.freeze({})

/** What one operation comes to by itself. What it holds is the operation's own, and stays as it is. */
export const foldedAlone = (operation: Exclude<Operation, { op: 'clear' }>): Folded => {
  switch (operation.op) {
    case 'put':
      return operation
    case 'patch':
      return { op: 'patch', key: operation.key, set: operation.set, add: nothing }
    case 'add':
      return { op: 'patch', key: operation.key, set: nothing, add: operation.add }
    case 'remove':
    case 'count':
      return operation
    default:
      return operation satisfies never
  }
}

/** A row that the batch says several things of: what they come to so far, which is changed in place. */
type Several =
  | { readonly op: 'put'; readonly row: Record<string, Value>; readonly several: true }
  | {
      readonly op: 'patch'
      readonly key: AnyRow
      readonly set: Record<string, Value>
      readonly add: Record<string, number>
      readonly several: true
    }

/** The same of a row that is counted. */
interface SeveralCounts {
  readonly op: 'count'
  readonly key: AnyRow
  readonly add: Record<string, number>
  readonly several: true
}

const isSeveralCounts = (folded: Extract<Folded, { op: 'count' }>): folded is SeveralCounts =>
  'several' in folded

type Changing = Extract<Folded, { readonly op: 'put' | 'patch' }>

const isSeveral = (folded: Changing): folded is Several => 'several' in folded

/** The same, to be changed in place. Most rows come up once in a batch: they are not copied. */
const severalOf = (folded: Changing): Several => {
  if (isSeveral(folded)) return folded
  return folded.op === 'put'
    ? { op: 'put', row: { ...folded.row }, several: true }
    : { op: 'patch', key: folded.key, set: { ...folded.set }, add: { ...folded.add }, several: true }
}

const addTo = (counters: Record<string, Value>, add: Readonly<Record<string, number>>): void => {
  for (const name of Object.keys(add)) counters[name] = Number(counters[name] ?? 0) + (add[name] ?? 0)
}

/** One operation more on a row that is put or patched already. */
const foldOnto = (before: Several, operation: Extract<Operation, { op: 'patch' | 'add' }>): void => {
  if (operation.op === 'patch') Object.assign(before.op === 'put' ? before.row : before.set, operation.set)
  else addTo(before.op === 'put' ? before.row : before.add, operation.add)
}

/** Throws where a row is counted and something else: a table of counts takes nothing else, and no other is counted. */
const count = (rows: FoldedRows, operation: Extract<Operation, { op: 'count' }>): void => {
  const place = rows.placeOf(operation.key)
  const before = rows.at(place)
  if (before === undefined) {
    rows.set(place, operation)
    return
  }
  if (before.op !== 'count') throw new Error(`a row is counted that has a ${before.op} too`)
  const several: SeveralCounts = isSeveralCounts(before)
    ? before
    : { op: 'count', key: before.key, add: { ...before.add }, several: true }
  addTo(several.add, operation.add)
  if (several !== before) rows.set(place, several)
}

/** Has what the batch says of these rows go. Throws where it can't be told of one whether it is among them. */
const clear = (folded: FoldedTable, of: AnyRow): void => {
  const { table, rows } = folded
  const kept = new FoldedRows(table)
  for (const one of rows.values()) {
    const row = one.op === 'put' ? one.row : one.key
    if (!Object.keys(of).every((column) => Object.hasOwn(row, column)))
      throw new Error(`a batch that clears ${table.name} changes one of its rows`)
    if (!isOf(row, of)) kept.set(kept.placeOf(row), one)
  }
  folded.rows = kept
  folded.clears.push(of)
}

const fold = (folded: FoldedTable, operation: Operation): void => {
  const { rows } = folded
  if (operation.op === 'clear') {
    clear(folded, operation.of)
    return
  }
  if (operation.op === 'count') {
    count(rows, operation)
    return
  }
  const place = rows.placeOf(operation.op === 'put' ? operation.row : operation.key)
  const before = rows.at(place)
  if (before?.op === 'count') throw new Error(`a row that is counted has a ${operation.op}`)
  if (before === undefined || operation.op === 'put' || operation.op === 'remove') {
    rows.set(place, foldedAlone(operation))
    return
  }
  // A row that was removed is not there: there is nothing to patch or to add to.
  if (before.op === 'remove') return
  const several = severalOf(before)
  foldOnto(several, operation)
  if (several !== before) rows.set(place, several)
}

/** Folds operations on a table into a batch, by key. The order between tables does not matter, that within one does. */
export const foldInto = (batch: FoldedBatch, table: AnyTable, changes: ReadonlyArray<Operation>): void => {
  if (changes.length === 0) return
  let folded = batch.get(table.name)
  if (folded === undefined) {
    folded = { table, rows: new FoldedRows(table), clears: [] }
    batch.set(table.name, folded)
  }
  for (const operation of changes) fold(folded, operation)
}
