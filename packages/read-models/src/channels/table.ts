import {
  AttachedTo,
  ChannelId,
  ChannelName,
  ChannelNotificationMode,
  ChannelType,
  FileId,
  Metadata,
  OuterId,
  Position,
  Revision,
  Tags,
  TenantId,
  Timestamp,
  UserId,
} from '@parley/domain'
import * as t from 'io-ts'
import { column, table } from '@parley/projection'
import type { Row } from '@parley/projection'
import { browsedTypes, typeList } from './types.ts'

/** The minute of a moment, as a text that sorts as minutes do. */
export const minuteOf = (at: Timestamp): string => at.slice(0, 16)

/**
 * Channels, each with how far its stream has been projected, which every send moves. No index has any of that, so that
 * an update finds room on its page; only the minute of the last activity is in one, which moves once a minute.
 */
export const channels = table({
  name: 'channels',
  columns: {
    tenant_id: column('text', TenantId),
    channel_id: column('uuid', ChannelId),
    channel_type: column('text', ChannelType),
    name: column('text', t.union([ChannelName, t.null])),
    /** The name, folded: what lists are sorted by and searched in. */
    folded_name: column('text', t.string),
    description: column('text', t.string),
    archived: column('boolean', t.boolean),
    /** Of what it notifies its members. */
    notification: column('text', ChannelNotificationMode),
    created_at: column('text', Timestamp),
    created_by: column('text', UserId),
    metadata: column('json', t.union([Metadata, t.null])),
    tags: column('json', t.union([Tags, t.null])),
    avatar_file_id: column('text', t.union([FileId, t.null])),
    /** Whether it is listed; null: as its type says. */
    is_public: column('boolean', t.union([t.boolean, t.null])),
    /** The company or the community that it is one of, and what it is attached to; null: none, nothing. */
    company_id: column('text', t.union([OuterId, t.null])),
    community_id: column('text', t.union([OuterId, t.null])),
    attached_to: column('json', t.union([AttachedTo, t.null])),
    members: column('bigint', t.number),
    owners: column('bigint', t.number),
    /** When its last message was sent, in whichever feed, or else when it was created. */
    last_activity_at: column('text', Timestamp),
    /** The minute of it. */
    active_in: column('text', t.string),
    /** The time of the event at `revision`. */
    updated_at: column('text', Timestamp),
    revision: column('bigint', Revision),
    position: column('bigint', Position),
  },
  key: ['tenant_id', 'channel_id'],
  counters: ['members', 'owners'],
  indexes: {
    begun: '(tenant_id, created_by, created_at)',
    active: '(tenant_id, active_in desc)',
    open: `(tenant_id, folded_name, channel_id) where channel_type in (${typeList(browsedTypes)}) and not archived`,
  },
  fillfactor: 70,
})
export type ChannelsRow = Row<typeof channels>
