import { rejects } from '../kit/decision.ts'
import type { Rows } from '../kit/row.ts'
import type { MembershipRejection } from '../membership/rejections.ts'
import { outranks, type Role } from '../membership/roles.ts'
import { memberOf } from '../membership/rows.ts'
import type { UserId } from '../values/ids.ts'

/** MOD-3: turns down who moderates themselves, or a member who does not stand below them; undefined: they may. */
export const notBelow = (rows: Rows, by: UserId, role: Role, userId: UserId) => {
  const target = memberOf(rows, userId)
  const isBelow = userId !== by && (target === undefined || outranks(role, target.role))
  return isBelow ? undefined : rejects<MembershipRejection>({ _tag: 'OutranksYou', userId })
}
