import * as t from 'io-ts'
import { ChannelId, CommandId, FeedId, TenantId, UserId } from '../ids.ts'
import { Segment } from '../numbers.ts'
import { Timestamp } from '../timestamp.ts'

/** A person has read a feed up to a segment. An event of that person's inbox, not of the channel. */
export const ReadMarked = t.strict(
  {
    type: t.literal('ReadMarked'),
    tenantId: TenantId,
    userId: UserId,
    commandId: CommandId,
    at: Timestamp,
    channelId: ChannelId,
    feedId: FeedId,
    segment: Segment,
  },
  'ReadMarked',
)
export type ReadMarked = t.TypeOf<typeof ReadMarked>
