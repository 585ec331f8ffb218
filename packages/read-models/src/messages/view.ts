import { ReactionName, UserId } from '@parley/domain'
import { type MessageView, mostNamed } from '@parley/contract'
import * as t from 'io-ts'
import { sql } from 'kysely'
import type { RawBuilder } from 'kysely'
import { rowCodec } from '@parley/projection'
import type { Viewer } from '../queries/queries.ts'
import { messages } from './table.ts'

const Reaction = t.type(
  { name: ReactionName, count: t.number, mine: t.boolean, userIds: t.array(UserId) },
  'Reaction',
)
const Reactions = t.union([t.array(Reaction), t.null])
type Reactions = t.TypeOf<typeof Reactions>

/** A message as queries read it: its row, and the reactions to it, each name once, as its reader sees them. */
export const MessageFound = t.intersection([rowCodec(messages), t.type({ reactions: Reactions })])
export type MessageFound = t.TypeOf<typeof MessageFound>

/** The reactions to the message of the row `m` as somebody sees them; none to a deleted one. */
export const reactionsTo = (schema: string, { userId }: Viewer): RawBuilder<Reactions> => sql<Reactions>`
  (select json_agg(json_build_object('name', n.name, 'count', n.count, 'mine', n.mine, 'userIds', n.named))
   from (
     select r.name, count(*), bool_or(r.user_id = ${userId}) as mine,
       to_json((array_agg(r.user_id order by r.position))[1:${mostNamed}::int]) as named
     from ${sql.id(schema, 'reactions')} r
     where m.deleted_at is null and r.tenant_id = m.tenant_id and r.channel_id = m.channel_id
       and r.message_id = m.message_id
     group by r.name
   ) n)`

/** The bytes that a message `r`, found with its reactions, takes in an answer: names of fields, ids and times are 750. */
export const messageBytes: RawBuilder<number> = sql<number>`750 + octet_length(r.sender_id)
  + octet_length(r.client_message_id) + coalesce(octet_length(r.body::text), 0)
  + coalesce(octet_length(r.metadata::text), 0) + coalesce(octet_length(r.tags::text), 0)
  + coalesce(octet_length(r.mentions::text), 0)
  + coalesce(octet_length(r.reactions::text), 0)`

export const messageView = (row: MessageFound): MessageView => ({
  messageId: row.message_id,
  channelId: row.channel_id,
  feedId: row.feed_id,
  segment: row.segment,
  parentId: row.parent_id,
  senderId: row.sender_id,
  clientMessageId: row.client_message_id,
  body: row.body,
  metadata: row.metadata,
  tags: row.tags,
  mentions: row.mentions,
  sentAt: row.sent_at,
  editedAt: row.edited_at,
  deletedAt: row.deleted_at,
  deletedBy: row.deleted_by,
  replyCount: row.reply_count,
  lastReplyAt: row.last_reply_at,
  // In the order of JavaScript strings: the database's is another beyond U+FFFF.
  reactions: (row.reactions ?? []).toSorted((a, b) => (a.name < b.name ? -1 : 1)),
})
