import { ChannelId, FeedId, MessageId, Segment, TenantId, type UserId } from '@parley/domain'
import { column, table } from '@parley/projection'
import * as t from 'io-ts'
import { byChannel } from '../within-channel.ts'

/** Who is mentioned in which message, deleted ones too: a count looks at the message as well. */
export const mentions = table({
  name: 'mentions',
  columns: {
    tenant_id: column('text', TenantId),
    channel_id: column('uuid', ChannelId),
    feed_id: column('text', FeedId),
    message_id: column('uuid', MessageId),
    segment: column('bigint', Segment),
    /** A person, or `everybody`. */
    whom: column('text', t.string),
  },
  key: ['message_id', 'whom'],
  clearedBy: byChannel,
  indexes: { of_whom: '(tenant_id, channel_id, feed_id, whom, segment)' },
})

/** How a person is written there: no person is called as everybody is. */
export const personPrefix = 'person '
export const whomOf = (userId: UserId): string => `${personPrefix}${userId}`
/** All who are in the channel. */
export const everybody = 'everybody'
