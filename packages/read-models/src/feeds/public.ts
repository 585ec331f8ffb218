import { publicRows } from '@parley/contract'
import { publicRowOf } from '@parley/projection'
import { feeds } from './table.ts'

/** What is public of these rows. */
export const publicRow = publicRowOf(publicRows.feed, feeds, {
  key: { feedId: 'feed_id' },
  columns: {
    name: 'name',
    lastSegment: 'last_segment',
    lastMessageId: 'last_message_id',
    lastActivityAt: 'last_activity_at',
    createdAt: 'created_at',
    createdBy: 'created_by',
    editedAt: 'edited_at',
    deletedAt: 'deleted_at',
  },
  counters: { messageCount: 'message_count' },
})
