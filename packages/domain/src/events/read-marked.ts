import * as t from 'io-ts'
import { ChannelId, CommandId, FeedId, MessageId, TenantId, UserId } from '../ids.ts'
import { Segment } from '../numbers.ts'
import { Timestamp } from '../timestamp.ts'

/**
 * A person has read a feed, or a part of it, up to a segment. An event of that person's inbox, not of the channel.
 * `parentId` names the part by what its messages answer: null for those at the top of threads, a message for the
 * replies to it; absent, it is all of the feed.
 */
export const ReadMarked = t.exact(
  t.intersection([
    t.type({
      type: t.literal('ReadMarked'),
      tenantId: TenantId,
      userId: UserId,
      commandId: CommandId,
      at: Timestamp,
      channelId: ChannelId,
      feedId: FeedId,
      segment: Segment,
    }),
    t.partial({ parentId: t.union([MessageId, t.null]) }),
  ]),
  'ReadMarked',
)
export type ReadMarked = t.TypeOf<typeof ReadMarked>
