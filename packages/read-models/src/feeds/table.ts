import { ChannelId, FeedId, Segment, TenantId } from '@parley/domain'
import { column, table } from '@parley/projection'

/** The feeds of a channel beside its main one, which every channel has and which its own row tells of. */
export const feeds = table({
  name: 'feeds',
  columns: {
    tenant_id: column('text', TenantId),
    channel_id: column('uuid', ChannelId),
    feed_id: column('text', FeedId),
    last_segment: column('bigint', Segment),
  },
  key: ['tenant_id', 'channel_id', 'feed_id'],
})
