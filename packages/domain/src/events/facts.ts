import * as t from 'io-ts'
import { ChannelId, CommandId, TenantId, UserId } from '../ids.ts'
import { Timestamp } from '../timestamp.ts'

/** What every event of a channel says: where it happened, who did it by which command, and when. */
export const channelFacts = {
  tenantId: TenantId,
  channelId: ChannelId,
  by: UserId,
  commandId: CommandId,
  at: Timestamp,
}

/** The shape of `channelFacts`. */
export type ChannelFacts = t.TypeOf<t.TypeC<typeof channelFacts>>
