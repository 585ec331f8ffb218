import * as t from 'io-ts'
import { ChannelId, CommandId, FeedId, MessageId, TenantId, UserId } from '../ids.ts'
import { Segment } from '../numbers.ts'
import { Timestamp } from '../timestamp.ts'

/**
 * Say that one has read a feed up to a segment: all of it, or only what stands at the top of threads (`parentId` null),
 * or only the replies to a message (its id). A command for one's own inbox.
 */
export const MarkRead = t.exact(
  t.intersection([
    t.type({
      type: t.literal('MarkRead'),
      tenantId: TenantId,
      by: UserId,
      commandId: CommandId,
      at: Timestamp,
      channelId: ChannelId,
      feedId: FeedId,
      segment: Segment,
    }),
    t.partial({ parentId: t.union([MessageId, t.null]) }),
  ]),
  'MarkRead',
)
export type MarkRead = t.TypeOf<typeof MarkRead>
