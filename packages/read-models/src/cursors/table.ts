import { ChannelId, FeedId, Segment, TenantId, Timestamp, UserId } from '@parley/domain'
import { column } from '../table/column.ts'
import { table } from '../table/table.ts'

/** How far each person has read each feed, and since when. */
export const cursors = table({
  name: 'cursors',
  columns: {
    tenant_id: column('text', TenantId),
    user_id: column('text', UserId),
    channel_id: column('uuid', ChannelId),
    feed_id: column('text', FeedId),
    read_to: column('bigint', Segment),
    read_at: column('text', Timestamp),
  },
  key: ['tenant_id', 'user_id', 'channel_id', 'feed_id'],
  fillfactor: 70,
})
