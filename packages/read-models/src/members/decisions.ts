import { memberRows } from '@parley/domain'
import { type DecisionRead, decisionRow } from '@parley/projection'
import { members } from './table.ts'

/** What decisions read of these rows. */
export const decisions: ReadonlyArray<DecisionRead> = [
  decisionRow(memberRows, {
    table: members,
    by: ['user_id'],
    columns: ['role'],
    row: ({ role }) => ({ kind: 'member', role }),
  }),
]
