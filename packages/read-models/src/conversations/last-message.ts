import { FeedId, MessageId, Segment, Timestamp, UserId, orNull } from '@parley/domain'
import { type MessagePreview, previewLength, previewOf } from '@parley/contract'
import * as t from 'io-ts'
import { type RawBuilder, sql } from 'kysely'

/** The last message of a conversation as it is read: no more of its text than a preview is cut from. */
export const LastMessage = t.type(
  {
    message_id: MessageId,
    feed_id: FeedId,
    segment: Segment,
    parent_id: orNull(MessageId),
    sender_id: UserId,
    kind: orNull(t.string),
    text: orNull(t.string),
    sent_at: Timestamp,
    edited_at: orNull(Timestamp),
    deleted_at: orNull(Timestamp),
    deleted_by: orNull(UserId),
  },
  'LastMessage',
)
export type LastMessage = t.TypeOf<typeof LastMessage>

/** The last message of the membership `p`. */
export const lastMessage = (schema: string): RawBuilder<LastMessage | null> => sql<LastMessage | null>`
  (select to_json(l) from (
    select m.message_id, m.feed_id, m.segment, m.parent_id, m.sender_id, m.body->>'kind' as kind,
      left(coalesce(m.body->>'text', m.body->>'name', m.body->>'code', ''), ${previewLength + 1}::int) as text, m.sent_at, m.edited_at, m.deleted_at, m.deleted_by
    from ${sql.id(schema, 'messages')} m
    where m.tenant_id = p.tenant_id and m.channel_id = p.channel_id and m.message_id = p.last_message_id
  ) l)`

export const preview = ({ kind, text, ...row }: LastMessage): MessagePreview => ({
  messageId: row.message_id,
  feedId: row.feed_id,
  segment: row.segment,
  parentId: row.parent_id,
  senderId: row.sender_id,
  body: kind === null || text === null ? null : previewOf({ kind, text }),
  sentAt: row.sent_at,
  editedAt: row.edited_at,
  deletedAt: row.deleted_at,
  deletedBy: row.deleted_by,
})
