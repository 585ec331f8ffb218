import {
  ChannelId,
  FeedId,
  FeedName,
  MessageId,
  Position,
  Segment,
  TenantId,
  Timestamp,
  UserId,
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
    /** Messages that stand, replies with them. */
    message_count: column('bigint', t.number),
    created_at: column('text', Timestamp),
    created_by: column('text', UserId),
    /** When it was last renamed. */
    edited_at: column('text', t.union([Timestamp, t.null])),
    /** With this nothing of it is shown or counted any more, though its messages keep their rows. */
    deleted_at: column('text', t.union([Timestamp, t.null])),
    /** Of the event that it began with, which gives the order among them. */
    position: column('bigint', Position),
  },
  key: ['tenant_id', 'channel_id', 'feed_id'],
  clearedBy: byChannel,
  counters: ['message_count'],
  fillfactor: 70,
})
