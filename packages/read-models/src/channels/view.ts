import type { ChannelView } from '@parley/contract'
import { type RawBuilder, sql } from 'kysely'
import type { Segment } from '@parley/domain'
import type { ChannelsRow } from './table.ts'

/** A channel, of its row and the last segment of its main feed. */
export const channelView = (row: ChannelsRow & { readonly last_segment: Segment }): ChannelView => ({
  channelId: row.channel_id,
  channelType: row.channel_type,
  name: row.name,
  description: row.description,
  archived: row.archived,
  notification: row.notification,
  memberCount: row.members,
  lastSegment: row.last_segment,
  createdAt: row.created_at,
  createdBy: row.created_by,
  metadata: row.metadata,
  tags: row.tags,
  avatarFileId: row.avatar_file_id,
  isPublic: row.is_public,
  companyId: row.company_id,
  communityId: row.community_id,
  attachedTo: row.attached_to,
  lastActivityAt: row.last_activity_at,
  updatedAt: row.updated_at,
  revision: row.revision,
  position: row.position,
})

/** The bytes that a channel `r` takes in an answer: names of fields, its id and times are 700. */
export const channelBytes: RawBuilder<number> = sql<number>`700 + octet_length(r.created_by) + coalesce(octet_length(r.metadata::text), 0)
  + coalesce(octet_length(r.tags::text), 0) + coalesce(octet_length(r.avatar_file_id), 0)
  + coalesce(octet_length(to_json(r.company_id)::text), 0) + coalesce(octet_length(to_json(r.community_id)::text), 0)
  + coalesce(octet_length(r.attached_to::text), 0)
  + coalesce(octet_length(to_json(r.name)::text), 0) + octet_length(to_json(r.description)::text)`
