import * as t from 'io-ts'
import { ChannelId, CommandId, FeedId, TenantId, UserId } from '../ids.ts'
import { Segment } from '../numbers.ts'
import { Timestamp } from '../timestamp.ts'

/** Say that one has read a feed up to a segment. A command for one's own inbox. */
export const MarkRead = t.strict(
  {
    type: t.literal('MarkRead'),
    tenantId: TenantId,
    by: UserId,
    commandId: CommandId,
    at: Timestamp,
    channelId: ChannelId,
    feedId: FeedId,
    segment: Segment,
  },
  'MarkRead',
)
export type MarkRead = t.TypeOf<typeof MarkRead>
