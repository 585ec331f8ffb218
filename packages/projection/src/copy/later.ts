import type { Position } from '@parley/domain'
import { masksOf } from '../sql/masks.ts'
import type { Value } from '../table/column.ts'
import type { Folded } from '../table/folded-rows.ts'
import { type AnyRow, type AnyTable, settable, typeOfColumn } from '../table/table.ts'
import type { Cell } from './binary.ts'

/**
 * While a table is copied, no index finds a row of it that was written before. What later batches do to such rows is
 * written down beside it, in a table of its own: for each batch and row, what the batch comes to for it.
 */
export const laterName = ({ name }: Pick<AnyTable, 'name'>): string => `${name} later`

/** The kinds of change, as they are written down; a table of counts takes but one kind, which is not. */
export const kinds = { patch: 0, put: 1, remove: 2, clear: 3 } as const

/** Names with a blank, which no column of a table has. */
export const batchColumn = 'by batch'
export const kindColumn = 'of kind'

/** What one batch, which ends at a position, does to one row, or to all that belong to something. */
export interface Later {
  readonly batch: Position
  readonly folded: Folded | Clear
}

/** All rows of what these columns name go. */
export interface Clear {
  readonly op: 'clear'
  readonly of: AnyRow
}

const ownOf = (row: Readonly<Record<string, Value>>, name: string): Value | undefined =>
  Object.hasOwn(row, name) ? row[name] : undefined

const valueIn = (folded: Later['folded'], name: string): Value | undefined => {
  switch (folded.op) {
    case 'put':
      return folded.row[name]
    case 'patch':
      return Object.hasOwn(folded.set, name) ? folded.set[name] : ownOf(folded.add, name)
    case 'count':
      return ownOf(folded.add, name) ?? 0
    case 'clear':
      return folded.of[name]
    case 'remove':
      return undefined
    default:
      return folded satisfies never
  }
}

const kindOf = ({ op }: Later['folded']): number => {
  if (op === 'count') throw new Error('only rows of a table of counts are counted')
  return kinds[op]
}

const own: ReadonlyArray<Cell<Later>> = [
  { name: batchColumn, type: 'bigint', value: ({ batch }) => batch },
  { name: kindColumn, type: 'bigint', value: ({ folded }) => kindOf(folded) },
]

/** Set of a row that is put or patched; the rest of a row does not say that. */
const setOf = (folded: Later['folded']): Readonly<Record<string, Value>> => {
  if (folded.op === 'put') return folded.row
  return folded.op === 'patch' ? folded.set : {}
}

const valueCells = (table: AnyTable, names: ReadonlyArray<string>): ReadonlyArray<Cell<Later>> =>
  names.map((name) => ({
    name,
    type: typeOfColumn(table, name),
    value: ({ folded }) => valueIn(folded, name),
  }))

const keyOf = (folded: Later['folded']): AnyRow => {
  if (folded.op === 'put') return folded.row
  return folded.op === 'clear' ? folded.of : folded.key
}

/** The columns of the table beside a table, and where they come from. */
export const laterCells = (table: AnyTable): ReadonlyArray<Cell<Later>> => [
  // Counts add up in any order.
  ...(table.counted === true ? [] : own),
  ...masksOf(settable(table)).map(
    // A row that is put has all of its columns set.
    ({ name, of }): Cell<Later> => ({ name, type: 'bigint', value: ({ folded }) => of(setOf(folded)) }),
  ),
  ...table.key.map((name): Cell<Later> => {
    const value = ({ folded }: Later) => keyOf(folded)[name]
    return { name, type: typeOfColumn(table, name), value }
  }),
  ...valueCells(table, [...settable(table), ...table.counters]),
]
