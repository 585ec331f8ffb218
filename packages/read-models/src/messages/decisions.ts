import { messageRows } from '@parley/domain'
import { type DecisionRead, decisionRow } from '@parley/projection'
import { messages } from './table.ts'

/** What decisions read of these rows. */
export const decisions: ReadonlyArray<DecisionRead> = [
  decisionRow(messageRows, {
    table: messages,
    by: ['message_id'],
    columns: [
      'sender_id',
      'feed_id',
      'segment',
      'parent_id',
      'body',
      'metadata',
      'tags',
      'mentions',
      'deleted_at',
    ],
    row: (row) => ({
      kind: 'message',
      senderId: row.sender_id,
      feedId: row.feed_id,
      segment: row.segment,
      parentId: row.parent_id,
      body: row.body,
      metadata: row.metadata,
      tags: row.tags,
      mentions: row.mentions,
      deleted: row.deleted_at !== null,
    }),
  }),
]
