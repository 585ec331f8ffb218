import { type RowKind, rowAt, rowKind, type Rows } from '../kit/row.ts'
import type { UserId } from '../values/ids.ts'
import type { Role } from './roles.ts'

/** A membership that stands. */
export interface MemberRow {
  readonly kind: 'member'
  readonly role: Role
}

export const memberRows: RowKind<MemberRow, [userId: UserId]> = rowKind('channel', 'member', 1)

/** The key of a person's membership. */
export const memberKey = (userId: UserId) => memberRows.key(userId)

/** The membership of a person, if there is one. */
export const memberOf = (rows: Rows, userId: UserId): MemberRow | undefined => rowAt(rows, memberKey(userId))
