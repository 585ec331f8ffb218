import type { ToldEvent } from '@parley/domain'
import type { Value } from '../table/column.ts'
import { foldedAlone, type FoldedBatch, foldInto } from '../table/fold.ts'
import type { Folded } from '../table/folded-rows.ts'
import type { Projected, Told } from '../table/read-model.ts'
import type { AnyRow, AnyTable } from '../table/table.ts'
import type { PublicColumn, PublicRow } from './public-row.ts'

/** What happens to one public row: its name, its key, and one of put, patch and addition, or removal. */
export type PublicChange = Readonly<Record<string, unknown>> & { readonly row: string }

/**
 * Adds to `out` what an event changes of the public rows of a table, each row once: what its projection does, folded as
 * a batch is. What changes nothing that is public is not told; nor is what a channel's rows go by, which go with its own.
 */
export const publicChanges = (
  { table, told: { publicRow, project } }: { readonly table: AnyTable; readonly told: Told },
  projected: Projected<ToldEvent>,
  out: Array<PublicChange>,
): void => {
  const operations = project(projected)
  const [first] = operations
  if (first === undefined) return
  // Most often there is nothing to fold with.
  if (operations.length === 1 && first.op !== 'clear') {
    const change = changeOf(publicRow, foldedAlone(first))
    if (change !== undefined) out.push(change)
    return
  }
  const batch: FoldedBatch = new Map()
  foldInto(batch, table, operations)
  for (const { rows } of batch.values())
    for (const folded of rows.values()) {
      const change = changeOf(publicRow, folded)
      if (change !== undefined) out.push(change)
    }
}

const changeOf = (publicRow: PublicRow, folded: Folded): PublicChange | undefined => {
  const { row, key, columns, counters } = publicRow
  switch (folded.op) {
    case 'put':
      return {
        row,
        ...partsOf(key, folded.row),
        // What is null, or 0, a put leaves out.
        put: { ...partsOf(columns, folded.row, null), ...partsOf(counters, folded.row, 0) },
      }
    case 'patch': {
      const patch = partsOf(columns, folded.set)
      const add = partsOf(counters, folded.add, 0)
      if (patch === undefined && add === undefined) return undefined
      return {
        row,
        ...partsOf(key, folded.key),
        ...(patch === undefined ? {} : { patch }),
        ...(add === undefined ? {} : { add }),
      }
    }
    case 'remove':
      return { row, ...partsOf(key, folded.key), remove: true }
    case 'count':
      throw new Error(`counts are not public, and ${row} is`)
    default:
      return folded satisfies never
  }
}

/** The parts that stand in a row, or in what is set of one; `nothing`: a value that changes nothing. Undefined: none. */
const partsOf = (
  parts: ReadonlyArray<PublicColumn>,
  row: AnyRow,
  nothing?: Value,
): Readonly<Record<string, Value>> | undefined => {
  let found: Record<string, Value> | undefined
  for (const { name, column, as } of parts) {
    const value = row[column]
    if (value === undefined || value === nothing) continue
    found ??= {}
    found[name] = as === undefined ? value : as(value)
  }
  return found
}
