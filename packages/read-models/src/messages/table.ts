import {
  Body,
  ChannelId,
  CommandId,
  FeedId,
  Mentions,
  MessageId,
  Metadata,
  Revision,
  Segment,
  Tags,
  TenantId,
  Timestamp,
  UserId,
  orNull,
} from '@parley/domain'
import * as t from 'io-ts'
import { column, table } from '@parley/projection'
import type { Row } from '@parley/projection'
import { byChannel } from '../within-channel.ts'

/** Messages, deleted ones too, with what is known of the thread under each. */
export const messages = table({
  name: 'messages',
  columns: {
    tenant_id: column('text', TenantId),
    channel_id: column('uuid', ChannelId),
    message_id: column('uuid', MessageId),
    feed_id: column('text', FeedId),
    segment: column('bigint', Segment),
    parent_id: column('uuid', orNull(MessageId)),
    sender_id: column('text', UserId),
    client_message_id: column('text', CommandId),
    /** Of the event by which it was sent, in its channel's stream. */
    revision: column('bigint', Revision),
    body: column('json', orNull(Body)),
    metadata: column('json', orNull(Metadata)),
    tags: column('json', orNull(Tags)),
    mentions: column('json', orNull(Mentions)),
    sent_at: column('text', Timestamp),
    edited_at: column('text', orNull(Timestamp)),
    deleted_at: column('text', orNull(Timestamp)),
    deleted_by: column('text', orNull(UserId)),
    /** Replies that stand. */
    reply_count: column('bigint', t.number),
    /** When the latest reply was ever sent, deleted since or not. */
    last_reply_at: column('text', orNull(Timestamp)),
  },
  // The id alone, which derives from tenant and channel: no plan, made while the table is empty, can then look a
  // message up by another index that begins with the same columns, and read through a whole channel.
  key: ['message_id'],
  clearedBy: byChannel,
  counters: ['reply_count'],
  indexes: {
    // A message is in one of the first two: at the top of a thread, or under another.
    history: '(tenant_id, channel_id, feed_id, segment) where parent_id is null',
    thread: '(tenant_id, channel_id, parent_id, segment) where parent_id is not null',
    // Those that unread is counted by, within a block: a person's own, replies that stand, and the deleted.
    by_sender: '(tenant_id, channel_id, feed_id, sender_id, segment)',
    replies:
      '(tenant_id, channel_id, feed_id, segment, sender_id) where parent_id is not null and deleted_at is null',
    deleted: '(tenant_id, channel_id, feed_id, segment, sender_id) where deleted_at is not null',
  },
})
export type MessagesRow = Row<typeof messages>
