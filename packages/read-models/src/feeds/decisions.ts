import { feedRows } from '@parley/domain'
import { type DecisionRead, decisionRow } from '@parley/projection'
import { feeds } from './table.ts'

/** What decisions read of these rows. */
export const decisions: ReadonlyArray<DecisionRead> = [
  decisionRow(feedRows, {
    table: feeds,
    by: ['feed_id'],
    columns: ['name', 'deleted_at'],
    row: ({ name, deleted_at }) => ({ kind: 'feed', name, deleted: deleted_at !== null }),
  }),
]
