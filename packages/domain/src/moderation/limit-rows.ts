import { type RowKind, rowAt, rowKind, type Rows } from '../kit/row.ts'
import type { UserId } from '../values/ids.ts'
import { whileItHolds } from '../values/lasting.ts'
import type { Timestamp } from '../values/timestamp.ts'
import type { Until } from '../values/until.ts'
import type { Rate, RateLimit } from './rate-limit.ts'

interface Limited<Kind extends string> extends RateLimit {
  readonly kind: Kind
  readonly until: Until
}
/** A limit of one person that was not lifted; it may have ended by itself. Whether they are a member is not asked. */
export type MemberLimitRow = Limited<'memberLimit'>
/** A limit of the whole channel, likewise: so much may each who is in it. */
export type ChannelLimitRow = Limited<'channelLimit'>

/** What a person has sent under the limit that stood then. */
export interface RateRow extends Rate {
  readonly kind: 'rate'
}

export const memberLimitRows: RowKind<MemberLimitRow, [userId: UserId]> = rowKind('channel', 'memberLimit', 1)
export const channelLimitRows: RowKind<ChannelLimitRow, []> = rowKind('channel', 'channelLimit', 0)
export const rateRows: RowKind<RateRow, [userId: UserId]> = rowKind('channel', 'rate', 1)

/** The key of a person's limit. */
export const memberLimitKey = (userId: UserId) => memberLimitRows.key(userId)
/** The key of the channel's limit. */
export const channelLimitKey = channelLimitRows.key()
/** The key of what a person has sent. */
export const rateKey = (userId: UserId) => rateRows.key(userId)

/** The limit of a person that holds at a moment, if there is one. */
export const memberLimitOf = (rows: Rows, userId: UserId, at: Timestamp): MemberLimitRow | undefined =>
  whileItHolds(rowAt(rows, memberLimitKey(userId)), at)

/** The limit of the channel that holds at a moment, if there is one. */
export const channelLimitOf = (rows: Rows, at: Timestamp): ChannelLimitRow | undefined =>
  whileItHolds(rowAt(rows, channelLimitKey), at)

/** What a person has sent under a limit, if anything. */
export const rateOf = (rows: Rows, userId: UserId): RateRow | undefined => rowAt(rows, rateKey(userId))
