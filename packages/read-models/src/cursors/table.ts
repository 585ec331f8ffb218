import { ChannelId, FeedId, MessageId, Segment, TenantId, Timestamp, UserId } from '@parley/domain'
import * as t from 'io-ts'
import { column, table } from '@parley/projection'

/** How far each person has read each feed, what stands at the top of its threads, and each thread, and since when. */
export const cursors = table({
  name: 'cursors',
  columns: {
    tenant_id: column('text', TenantId),
    user_id: column('text', UserId),
    channel_id: column('uuid', ChannelId),
    feed_id: column('text', FeedId),
    /** `all` of the feed, its `top`, or the id of the message whose replies it is about. */
    part: column('text', t.union([t.literal('all'), t.literal('top'), MessageId])),
    /** That message; null for the whole and the top. */
    parent_id: column('uuid', t.union([MessageId, t.null])),
    read_to: column('bigint', Segment),
    read_at: column('text', Timestamp),
  },
  key: ['tenant_id', 'user_id', 'channel_id', 'feed_id', 'part'],
  fillfactor: 70,
})
