import type { RowChange } from '../kit/row.ts'
import { cursorRows, deliveredRows, keptRows } from './rows.ts'

/** What others are told of somebody's reading is made of these rows. */
const told: ReadonlySet<string> = new Set([cursorRows, deliveredRows, keptRows].map(({ kind }) => kind))

/** RECEIPT-6: whether what others are told of somebody's reading may change with these rows. */
export const changesReceipts = (changes: ReadonlyArray<RowChange>): boolean =>
  changes.some(({ key }) => told.has(key.kind))
