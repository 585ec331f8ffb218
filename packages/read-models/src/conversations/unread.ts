import { mostUnreadReplies, mostUnreadThreads, type UnreadThread } from '@parley/contract'
import { sql } from 'kysely'
import type { RawBuilder } from 'kysely'

/**
 * How many messages of a membership's feed `f` are not read (RM-8, RM-30): its segments after what was read or there
 * when they joined (`f.seen`), without their own, and without deleted ones of others; and of the replies up to there,
 * those of which neither the feed (`f.seen_whole`) nor their own thread was read as far, less those that were read
 * ahead in their thread. Arithmetic, so that it cannot drift; each count goes over an index of just these messages.
 */
export const unreadOf = (schema: string): RawBuilder<number> => {
  const messages = sql.id(schema, 'messages')
  return sql<number>`(f.last_segment - f.seen
    - (select count(*) from ${messages} o
       where o.tenant_id = f.tenant_id and o.channel_id = f.channel_id and o.feed_id = f.feed_id
         and o.sender_id = f.user_id and o.segment > f.seen)
    - (select count(*) from ${messages} d
       where d.tenant_id = f.tenant_id and d.channel_id = f.channel_id and d.feed_id = f.feed_id
         and d.deleted_at is not null and d.segment > f.seen and d.sender_id <> f.user_id)
    + (select count(*) from ${messages} r
       where r.tenant_id = f.tenant_id and r.channel_id = f.channel_id and r.feed_id = f.feed_id
         and r.parent_id is not null and r.deleted_at is null and r.sender_id <> f.user_id
         and r.segment > f.seen_whole and r.segment <= f.seen)
    - (select count(*) from ${sql.id(schema, 'cursors')} t
       join ${messages} r on r.tenant_id = t.tenant_id and r.channel_id = t.channel_id and r.parent_id = t.parent_id
         and r.segment > f.seen_whole and r.segment <= t.read_to
       where t.tenant_id = f.tenant_id and t.user_id = f.user_id and t.channel_id = f.channel_id
         and t.feed_id = f.feed_id and t.parent_id is not null and t.read_to > f.seen_whole
         and r.parent_id is not null and r.feed_id = f.feed_id and r.deleted_at is null
         and r.sender_id <> f.user_id))`
}

/** The threads of a membership's feed `f` that have unread replies, the one with the latest first; null where none has. */
export const unreadThreadsOf = (
  schema: string,
): RawBuilder<Array<UnreadThread> | null> => sql<Array<UnreadThread> | null>`
  (select json_agg(json_build_object('parentId', g.parent_id, 'unread', g.unread) order by g.last_segment desc)
   from (
     select l.parent_id, count(*) as unread, max(l.segment) as last_segment
     from (
       select r.parent_id, r.segment
       from ${sql.id(schema, 'messages')} r
       left join ${sql.id(schema, 'cursors')} t on t.tenant_id = f.tenant_id and t.user_id = f.user_id
         and t.channel_id = f.channel_id and t.feed_id = f.feed_id and t.part = r.parent_id::text
       where r.tenant_id = f.tenant_id and r.channel_id = f.channel_id and r.feed_id = f.feed_id
         and r.parent_id is not null and r.deleted_at is null and r.sender_id <> f.user_id
         and r.segment > f.seen_whole and r.segment > coalesce(t.read_to, 0)
       order by r.segment desc
       limit ${mostUnreadReplies}::int
     ) l
     group by l.parent_id
     order by max(l.segment) desc
     limit ${mostUnreadThreads}::int
   ) g)`
