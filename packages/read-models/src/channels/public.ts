import { publicRows } from '@parley/contract'
import { publicRowOf } from '@parley/projection'
import { channels } from './table.ts'

/** What is public of these rows. */
export const publicRow = publicRowOf(publicRows.channel, channels, {
  key: {},
  columns: {
    channelType: 'channel_type',
    name: 'name',
    description: 'description',
    archived: 'archived',
    notification: 'notification',
    createdAt: 'created_at',
    createdBy: 'created_by',
    metadata: 'metadata',
    tags: 'tags',
    avatarFileId: 'avatar_file_id',
    isPublic: 'is_public',
    companyId: 'company_id',
    communityId: 'community_id',
    attachedTo: 'attached_to',
    lastActivityAt: 'last_activity_at',
  },
  counters: { memberCount: 'members' },
})
