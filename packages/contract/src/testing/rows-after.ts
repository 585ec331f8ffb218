import type { Change } from '../changes/change.ts'
import { publicRows } from '../changes/rows.ts'
import type { Update } from '../update.ts'

/** A public row with its key, as it stands. */
export type PublicRow = Readonly<Record<string, unknown>>

const nameOf = (one: Change): { readonly key: string; readonly parts: PublicRow } => {
  const { put: _put, patch: _patch, add: _add, remove: _remove, ...parts } = one
  return { key: JSON.stringify(Object.entries(parts).map(String).toSorted()), parts }
}

/** What a put leaves out: columns that are null, and counters at 0. */
const unsaidIn = ({ row }: Change): PublicRow => {
  const { nullable, counters } = publicRows[row]
  return Object.fromEntries([
    ...nullable.map((name): [string, unknown] => [name, null]),
    ...counters.map((name): [string, unknown] => [name, 0]),
  ])
}

const sums = (row: PublicRow, add: object | undefined): PublicRow =>
  Object.fromEntries(
    Object.entries<number>({ ...add }).map(([name, by]): [string, unknown] => [name, Number(row[name]) + by]),
  )

/**
 * The rows that stand after the updates of one channel, or of one inbox and channel, by their definition: onto nothing,
 * or onto those that stood before.
 */
export const rowsAfter = (
  updates: ReadonlyArray<Pick<Update, 'changes'>>,
  before: ReadonlyMap<string, PublicRow> = new Map(),
): ReadonlyMap<string, PublicRow> => {
  const rows = new Map(before)
  for (const change of updates.flatMap(({ changes }) => changes)) {
    const { key, parts } = nameOf(change)
    if (change.remove) rows.delete(key)
    if (change.put !== undefined) rows.set(key, { ...parts, ...unsaidIn(change), ...change.put })
    const row = rows.get(key)
    if (row !== undefined) rows.set(key, { ...row, ...change.patch, ...sums(row, change.add) })
  }
  return rows
}
