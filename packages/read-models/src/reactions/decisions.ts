import { reactionRows, type ReactionsRow, reactionsRows } from '@parley/domain'
import type { ReactionName, UserId } from '@parley/domain'
import { type DecisionRead, decisionRow, decisionRows } from '@parley/projection'
import { reactions } from './table.ts'

/** What decisions read of these rows. */
export const decisions: ReadonlyArray<DecisionRead> = [
  decisionRow(reactionRows, {
    table: reactions,
    by: ['message_id', 'name', 'user_id'],
    columns: [],
    row: () => ({ kind: 'reaction' }),
  }),
  decisionRows(reactionsRows, {
    table: reactions,
    by: ['message_id'],
    columns: ['name', 'user_id'],
    row: (all): ReactionsRow | undefined => {
      const byName = new Map<ReactionName, Set<UserId>>()
      for (const { name, user_id: userId } of all)
        byName.set(name, (byName.get(name) ?? new Set()).add(userId))
      return byName.size === 0 ? undefined : { kind: 'reactions', byName }
    },
  }),
]
