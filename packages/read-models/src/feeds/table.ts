import {
  ChannelId,
  FeedId,
  FeedName,
  MessageId,
  Position,
  Segment,
  TenantId,
  Timestamp,
} from '@parley/domain'
import { column, table } from '@parley/projection'
import * as t from 'io-ts'
import { byChannel } from '../within-channel.ts'

/**
 * The feeds of each channel. What every send moves is here, in one row, and no index has any of it, so that an update
 * finds room on its page.
 */
export const feeds = table({
  name: 'feeds',
  columns: {
    tenant_id: column('text', TenantId),
    channel_id: column('uuid', ChannelId),
    feed_id: column('text', FeedId),
    name: column('text', FeedName),
    last_segment: column('bigint', Segment),
    last_message_id: column('uuid', t.union([MessageId, t.null])),
    /** When the message at the last segment was sent, or else when the feed began. */
    last_activity_at: column('text', Timestamp),
    /** Of the event that it began with, which gives the order among them. */
    position: column('bigint', Position),
  },
  key: ['tenant_id', 'channel_id', 'feed_id'],
  clearedBy: byChannel,
  fillfactor: 70,
})
