import { doneRows } from '@parley/domain'
import { type DecisionRead, decisionRow } from '@parley/projection'
import { commands } from './table.ts'

/** What decisions read of these rows. */
export const decisions: ReadonlyArray<DecisionRead> = [
  decisionRow(doneRows, {
    table: commands,
    by: ['command_id', 'user_id'],
    columns: [],
    row: () => ({ kind: 'done' }),
  }),
]
