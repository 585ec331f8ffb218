import { type RowKind, rowAt, rowKind, type Rows } from '../kit/row.ts'
import type { UserId } from '../values/ids.ts'
import type { Timestamp } from '../values/timestamp.ts'
import { whileItHolds } from '../values/lasting.ts'
import type { Until } from '../values/until.ts'

/** A ban that was not taken back; it may have ended by itself. */
export interface BanRow {
  readonly kind: 'ban'
  readonly until: Until
}

export const banRows: RowKind<BanRow, [userId: UserId]> = rowKind('channel', 'ban', 1)

/** The key of a person's ban. */
export const banKey = (userId: UserId) => banRows.key(userId)

/** The ban of a person that holds at a moment, if there is one. */
export const banOf = (rows: Rows, userId: UserId, at: Timestamp): BanRow | undefined =>
  whileItHolds(rowAt(rows, banKey(userId)), at)
