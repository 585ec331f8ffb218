import { ChannelId, Nickname, Role, SegmentByFeed, TenantId, Timestamp, UserId } from '@parley/domain'
import * as t from 'io-ts'
import { column, table } from '@parley/projection'
import type { Row } from '@parley/projection'
import { byChannel } from '../within-channel.ts'

/** Memberships that stand. */
export const members = table({
  name: 'members',
  columns: {
    tenant_id: column('text', TenantId),
    channel_id: column('uuid', ChannelId),
    user_id: column('text', UserId),
    role: column('text', Role),
    joined_at: column('text', Timestamp),
    /** The last segment of each feed at that moment. */
    joined_segments: column('json', SegmentByFeed),
    /** What they are called in the channel. */
    nickname: column('text', t.union([Nickname, t.null])),
  },
  key: ['tenant_id', 'channel_id', 'user_id'],
  clearedBy: byChannel,
  indexes: { of_user: '(tenant_id, user_id, channel_id)' },
})
export type MembersRow = Row<typeof members>
