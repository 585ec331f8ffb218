import type { MemberReceipts } from '@parley/contract'
import type { ChannelId, Position, UserId } from '@parley/domain'

/** What members of a channel let the others know of their reading, as of a position: of each of these, all of it. */
export interface ToldReceipts {
  readonly channelId: ChannelId
  readonly position: Position
  /** There is nothing of anybody else, whatever was told before. */
  readonly whole: boolean
  readonly members: ReadonlyArray<MemberReceipts>
  /** Of these there is nothing now. */
  readonly gone: ReadonlyArray<UserId>
}
