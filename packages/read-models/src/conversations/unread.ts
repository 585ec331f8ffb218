import { mostUnreadReplies, mostUnreadThreads, type UnreadThread } from '@parley/contract'
import { sql } from 'kysely'
import type { RawBuilder } from 'kysely'

/**
 * How many messages a membership `p` has not read (RM-8, RM-30): the main feed's segments after what was read or there
 * when they joined (`p.seen`), without their own, and without deleted ones of others; and of the replies up to there,
 * those of which neither the feed (`p.seen_whole`) nor their own thread was read as far, less those that were read
 * ahead in their thread. Arithmetic, so that it cannot drift; each count goes over an index of just these messages.
 */
export const unreadOf = (schema: string): RawBuilder<number> => {
  const messages = sql.id(schema, 'messages')
  return sql<number>`(p.last_segment - p.seen
    - (select count(*) from ${messages} o
       where o.tenant_id = p.tenant_id and o.channel_id = p.channel_id and o.feed_id = 'main'
         and o.sender_id = p.user_id and o.segment > p.seen)
    - (select count(*) from ${messages} d
       where d.tenant_id = p.tenant_id and d.channel_id = p.channel_id and d.feed_id = 'main'
         and d.deleted_at is not null and d.segment > p.seen and d.sender_id <> p.user_id)
    + (select count(*) from ${messages} r
       where r.tenant_id = p.tenant_id and r.channel_id = p.channel_id and r.feed_id = 'main'
         and r.parent_id is not null and r.deleted_at is null and r.sender_id <> p.user_id
         and r.segment > p.seen_whole and r.segment <= p.seen)
    - (select count(*) from ${sql.id(schema, 'cursors')} t
       join ${messages} r on r.tenant_id = t.tenant_id and r.channel_id = t.channel_id and r.parent_id = t.parent_id
         and r.segment > p.seen_whole and r.segment <= t.read_to
       where t.tenant_id = p.tenant_id and t.user_id = p.user_id and t.channel_id = p.channel_id
         and t.feed_id = 'main' and t.parent_id is not null and t.read_to > p.seen_whole
         and r.parent_id is not null and r.feed_id = 'main' and r.deleted_at is null
         and r.sender_id <> p.user_id))`
}

/** The threads of a membership `p` that have unread replies, the one with the latest first; null where none has. */
export const unreadThreadsOf = (
  schema: string,
): RawBuilder<Array<UnreadThread> | null> => sql<Array<UnreadThread> | null>`
  (select json_agg(json_build_object('parentId', f.parent_id, 'unread', f.unread) order by f.last_segment desc)
   from (
     select l.parent_id, count(*) as unread, max(l.segment) as last_segment
     from (
       select r.parent_id, r.segment
       from ${sql.id(schema, 'messages')} r
       left join ${sql.id(schema, 'cursors')} t on t.tenant_id = p.tenant_id and t.user_id = p.user_id
         and t.channel_id = p.channel_id and t.feed_id = 'main' and t.part = r.parent_id::text
       where r.tenant_id = p.tenant_id and r.channel_id = p.channel_id and r.feed_id = 'main'
         and r.parent_id is not null and r.deleted_at is null and r.sender_id <> p.user_id
         and r.segment > p.seen_whole and r.segment > coalesce(t.read_to, 0)
       order by r.segment desc
       limit ${mostUnreadReplies}::int
     ) l
     group by l.parent_id
     order by max(l.segment) desc
     limit ${mostUnreadThreads}::int
   ) f)`
