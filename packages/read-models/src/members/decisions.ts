import { memberRows, type NicknameRow, nicknameRows } from '@parley/domain'
import { type DecisionRead, decisionRow, decisionRows } from '@parley/projection'
import { members } from './table.ts'

/** What decisions read of these rows. */
export const decisions: ReadonlyArray<DecisionRead> = [
  decisionRow(memberRows, {
    table: members,
    by: ['user_id'],
    columns: ['role'],
    row: ({ role }) => ({ kind: 'member', role }),
  }),
  decisionRows(nicknameRows, {
    table: members,
    by: ['user_id'],
    columns: ['nickname'],
    row: ([member]): NicknameRow | undefined =>
      typeof member?.nickname === 'string' ? { kind: 'nickname', nickname: member.nickname } : undefined,
  }),
]
