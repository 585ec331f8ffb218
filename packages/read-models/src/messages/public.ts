import { publicRows } from '@parley/contract'
import { publicRowOf } from '@parley/projection'
import { messages } from './table.ts'

/** What is public of these rows. */
export const publicRow = publicRowOf(publicRows.message, messages, {
  key: { messageId: 'message_id' },
  columns: {
    feedId: 'feed_id',
    segment: 'segment',
    parentId: 'parent_id',
    senderId: 'sender_id',
    clientMessageId: 'client_message_id',
    body: 'body',
    metadata: 'metadata',
    tags: 'tags',
    mentions: 'mentions',
    sentAt: 'sent_at',
    editedAt: 'edited_at',
    deletedAt: 'deleted_at',
    deletedBy: 'deleted_by',
    lastReplyAt: 'last_reply_at',
  },
  counters: { replyCount: 'reply_count' },
})
