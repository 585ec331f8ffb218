import { type RowKind, rowAt, rowKind, type Rows } from '../kit/row.ts'
import type { UserId } from '../values/ids.ts'
import type { Timestamp } from '../values/timestamp.ts'
import { whileItHolds } from '../values/lasting.ts'
import type { Until } from '../values/until.ts'

/** A mute of one person that was not taken back; it may have ended by itself. Whether they are a member is not asked. */
export interface MuteRow {
  readonly kind: 'mute'
  readonly until: Until
}

/** A mute of the whole channel, likewise. */
export interface ChannelMuteRow {
  readonly kind: 'channelMute'
  readonly until: Until
}

export const muteRows: RowKind<MuteRow, [userId: UserId]> = rowKind('channel', 'mute', 1)
export const channelMuteRows: RowKind<ChannelMuteRow, []> = rowKind('channel', 'channelMute', 0)

/** The key of a person's mute. */
export const muteKey = (userId: UserId) => muteRows.key(userId)
/** The key of the channel's mute. */
export const channelMuteKey = channelMuteRows.key()

/** The mute of a person that holds at a moment, if there is one. */
export const muteOf = (rows: Rows, userId: UserId, at: Timestamp): MuteRow | undefined =>
  whileItHolds(rowAt(rows, muteKey(userId)), at)

/** The mute of the channel that holds at a moment, if there is one. */
export const channelMuteOf = (rows: Rows, at: Timestamp): ChannelMuteRow | undefined =>
  whileItHolds(rowAt(rows, channelMuteKey), at)
