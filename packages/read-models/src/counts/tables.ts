import { ChannelId, FeedId, TenantId, UserId } from '@parley/domain'
import { column, table } from '@parley/projection'
import * as t from 'io-ts'
import { byChannel } from '../within-channel.ts'

/** Of each block of segments of a feed, what was deleted, and the replies that stand. */
export const feedCounts = table({
  name: 'feed_counts',
  columns: {
    tenant_id: column('text', TenantId),
    channel_id: column('uuid', ChannelId),
    feed_id: column('text', FeedId),
    block: column('bigint', t.number),
    deleted: column('bigint', t.number),
    replies: column('bigint', t.number),
  },
  key: ['tenant_id', 'channel_id', 'feed_id', 'block'],
  clearedBy: byChannel,
  counters: ['deleted', 'replies'],
  fillfactor: 70,
  counted: true,
})

/** Of each block of segments of a feed and each sender, their messages that stand, and those of them that are replies. */
export const senderCounts = table({
  name: 'sender_counts',
  columns: {
    tenant_id: column('text', TenantId),
    channel_id: column('uuid', ChannelId),
    feed_id: column('text', FeedId),
    sender_id: column('text', UserId),
    block: column('bigint', t.number),
    messages: column('bigint', t.number),
    replies: column('bigint', t.number),
  },
  key: ['tenant_id', 'channel_id', 'feed_id', 'sender_id', 'block'],
  clearedBy: byChannel,
  counters: ['messages', 'replies'],
  fillfactor: 70,
  counted: true,
})
