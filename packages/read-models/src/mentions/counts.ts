import { type RawBuilder, sql } from 'kysely'
import { threadReadTo } from '../conversations/unread.ts'
import { everybody, personPrefix } from './table.ts'

/** Mentions `n` of the person of a membership's feed `f`, by whichever way, in messages `m` of others that stand. */
const ofPerson = (schema: string): RawBuilder<unknown> => sql`
  ${sql.id(schema, 'mentions')} n join ${sql.id(schema, 'messages')} m on m.message_id = n.message_id
  where n.tenant_id = f.tenant_id and n.channel_id = f.channel_id and n.feed_id = f.feed_id
    and m.deleted_at is null and m.sender_id <> f.user_id`

/**
 * How many messages that mention the person of a membership's feed `f` they have not read (MENTION-5): those among the
 * unread of RM-30, each once, over an index of just these.
 */
export const unreadMentionsOf = (schema: string): RawBuilder<number> => sql<number>`
  (select count(distinct m.message_id)
   from ${ofPerson(schema)} and n.whom in (${everybody}, ${personPrefix}::text || f.user_id)
     and n.segment > f.seen_whole and (m.parent_id is not null or n.segment > f.seen)
     and (m.parent_id is null or n.segment > ${threadReadTo(schema, sql`m.parent_id`)}))`

/** The segment of the last message that mentions the person of a membership's feed `f`, since they joined; 0: none. */
export const lastMentionedOf = (schema: string): RawBuilder<number> => {
  const last = (whom: RawBuilder<unknown>): RawBuilder<unknown> => sql`
    (select n.segment from ${ofPerson(schema)} and n.whom = ${whom} and n.segment > f.joined_segment
     order by n.segment desc limit 1)`
  return sql<number>`coalesce(greatest(${last(sql`${everybody}::text`)},
    ${last(sql`${personPrefix}::text || f.user_id`)}), 0)`
}
