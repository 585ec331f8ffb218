import type { RowChange } from '../kit/row.ts'
import { roles } from '../permissions/ranks.ts'
import { certain } from '../values/certain.ts'
import { UserId } from '../values/ids.ts'
import { type MemberRow, memberRows } from './rows.ts'

/** Who becomes a member by an event, and who is none any more. */
export interface ComesAndGoes {
  readonly comes: ReadonlyArray<UserId>
  readonly goes: ReadonlyArray<UserId>
}

const nobody: ComesAndGoes = { comes: [], goes: [] }

/** A member of each role. */
const anyMember: ReadonlyArray<MemberRow> = roles.map((role) => ({ kind: 'member', role }))

/**
 * Who comes and goes by what an event does to rows, whatever it is called: where there is a row of a member that was not
 * there they come, and where one that was there is gone they go, if only one of some role.
 */
export const comesAndGoes = (changes: ReadonlyArray<RowChange>): ComesAndGoes => {
  let found = nobody
  for (const { key, apply } of changes) {
    if (key.kind !== memberRows.kind) continue
    const userId = certain(UserId, key.parts[0])
    if (apply(undefined) !== undefined) found = { ...found, comes: [...found.comes, userId] }
    if (anyMember.some((row) => apply(row) === undefined)) found = { ...found, goes: [...found.goes, userId] }
  }
  return found
}
