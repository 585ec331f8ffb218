import { publicRows } from '@parley/contract'
import type { FeedPart } from '@parley/domain'
import { publicRowOf } from '@parley/projection'
import { cursors } from './table.ts'

const kindOf = (part: FeedPart) => (part === 'all' ? 'all' : part === 'top' ? 'top' : 'thread')
const threadOf = (part: FeedPart) => (part === 'all' || part === 'top' ? null : part)

/** What is public of these rows: to their owner alone. */
export const publicRow = publicRowOf(publicRows.cursor, cursors, {
  key: {
    feedId: 'feed_id',
    part: { column: 'part', as: kindOf },
    parentId: { column: 'part', as: threadOf },
  },
  columns: { readTo: 'read_to', readAt: 'read_at' },
  counters: {},
})
