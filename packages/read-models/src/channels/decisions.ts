import { type ChannelRow, channelRows, detailsRows, type Segment } from '@parley/domain'
import { type DecisionRead, decisionRow, decisionRowWith } from '@parley/projection'
import { feeds } from '../feeds/table.ts'
import { channels } from './table.ts'

/** What decisions read of these rows. */
export const decisions: ReadonlyArray<DecisionRead> = [
  decisionRowWith(channelRows, {
    table: channels,
    by: [],
    columns: ['channel_type', 'name', 'description', 'archived', 'owners', 'members', 'notification'],
    with: {
      table: feeds,
      on: ['tenant_id', 'channel_id'],
      columns: ['feed_id', 'last_segment', 'deleted_at'],
    },
    row: (row, others): ChannelRow => ({
      kind: 'channel',
      channelType: row.channel_type,
      name: row.name,
      description: row.description,
      archived: row.archived,
      // One that is has no row.
      deleted: false,
      lastSegments: Object.fromEntries<Segment>(
        others
          .filter((feed) => feed.deleted_at === null)
          .map((feed): [string, Segment] => [feed.feed_id, feed.last_segment]),
      ),
      feedsEver: others.length,
      owners: row.owners,
      members: row.members,
      notification: row.notification,
    }),
  }),
  decisionRow(detailsRows, {
    table: channels,
    by: [],
    columns: ['metadata', 'tags', 'avatar_file_id', 'is_public'],
    row: (row) => ({
      kind: 'details',
      metadata: row.metadata,
      tags: row.tags,
      avatarFileId: row.avatar_file_id,
      isPublic: row.is_public,
    }),
  }),
]
