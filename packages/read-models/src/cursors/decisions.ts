import { cursorRows } from '@parley/domain'
import { type DecisionRead, decisionRow } from '@parley/projection'
import { cursors } from './table.ts'

/** What decisions read of these rows. */
export const decisions: ReadonlyArray<DecisionRead> = [
  decisionRow(cursorRows, {
    table: cursors,
    by: ['channel_id', 'feed_id', 'part'],
    columns: ['read_to'],
    row: (row) => ({ kind: 'cursor', readTo: row.read_to }),
  }),
]
