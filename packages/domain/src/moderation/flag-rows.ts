import * as t from 'io-ts'
import { change, type RowChange, type RowKind, rowAt, rowKind, type Rows } from '../kit/row.ts'
import type { MessageId, UserId } from '../values/ids.ts'
import { isWhole } from '../values/numbers.ts'

/** The most flags that stand on one message. */
export const maxFlags = 100

interface FlagCountBrand {
  readonly FlagCount: unique symbol
}
/** How many people flag a message: 0 to 100. */
export const FlagCount = t.brand(
  t.number,
  (n): n is t.Branded<number, FlagCountBrand> => isWhole(n, 0, maxFlags),
  'FlagCount',
)
export type FlagCount = t.TypeOf<typeof FlagCount>

interface FlagLimitBrand {
  readonly FlagLimit: unique symbol
}
/** By how many flags a message is deleted: 1 to 100. */
export const FlagLimit = t.brand(
  t.number,
  (n): n is t.Branded<number, FlagLimitBrand> => isWhole(n, 1, maxFlags),
  'FlagLimit',
)
export type FlagLimit = t.TypeOf<typeof FlagLimit>

/** Who flags a message. One that nobody flags has no such row. */
export interface FlagsRow {
  readonly kind: 'flags'
  readonly userIds: ReadonlySet<UserId>
}

/** By how many flags messages of the channel are deleted. A channel in which none are has no such row. */
export interface FlagLimitRow {
  readonly kind: 'flagLimit'
  readonly limit: FlagLimit
}

export const flagsRows: RowKind<FlagsRow, [messageId: MessageId]> = rowKind('channel', 'flags', 1)
export const flagLimitRows: RowKind<FlagLimitRow, []> = rowKind('channel', 'flagLimit', 0)

/** The key of who flags a message. */
export const flagsKey = (messageId: MessageId) => flagsRows.key(messageId)
/** The key of by how many flags messages are deleted. */
export const flagLimitKey = flagLimitRows.key()

/** Who flags a message. */
export const flagsOn = (rows: Rows, messageId: MessageId): ReadonlySet<UserId> =>
  rowAt(rows, flagsKey(messageId))?.userIds ?? new Set()

/** By how many flags messages are deleted, if by any. */
export const flagLimitOf = (rows: Rows): FlagLimit | undefined => rowAt(rows, flagLimitKey)?.limit

/** Somebody flags a message from now on. */
export const flagged = (messageId: MessageId, userId: UserId): RowChange =>
  change(
    flagsKey(messageId),
    (row): FlagsRow => ({ kind: 'flags', userIds: new Set(row?.userIds).add(userId) }),
  )

/** Somebody flags a message no more. */
export const unflagged = (messageId: MessageId, userId: UserId): RowChange =>
  change(flagsKey(messageId), (row): FlagsRow | undefined => {
    const userIds = new Set(row?.userIds)
    userIds.delete(userId)
    return userIds.size === 0 ? undefined : { kind: 'flags', userIds }
  })
