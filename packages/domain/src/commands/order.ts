import { ChannelId, CommandId, TenantId, UserId } from '../ids.ts'
import { Timestamp } from '../timestamp.ts'

/** What every command for a channel says: where, who asks, by which name of theirs, and when it was received. */
export const channelOrder = {
  tenantId: TenantId,
  channelId: ChannelId,
  by: UserId,
  commandId: CommandId,
  at: Timestamp,
}
