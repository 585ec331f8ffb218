import { mostUnreadReplies, mostUnreadThreads, type UnreadThread } from '@parley/contract'
import { sql } from 'kysely'
import type { RawBuilder } from 'kysely'
import { blockAfter, endOfBlock } from '../counts/block.ts'

const seen = sql<number>`f.seen`
const seenWhole = sql<number>`f.seen_whole`

/** Of a feed `f`, those of some rows that are in it and after a segment, up to the end of its block. */
const inBlock = (after: RawBuilder<number>) => sql`m.tenant_id = f.tenant_id and m.channel_id = f.channel_id
  and m.feed_id = f.feed_id and m.segment > ${after} and m.segment <= ${endOfBlock(after)}`

/** Of a feed `f`, the counts `k` of the blocks that are after a segment. */
const blocksBehind = (
  after: RawBuilder<number>,
) => sql`k.tenant_id = f.tenant_id and k.channel_id = f.channel_id
  and k.feed_id = f.feed_id and k.block >= ${blockAfter(after)}`

/** How far the person of a membership's feed `f` has read the replies to a message, by marks of just these; 0: not at all. */
export const threadReadTo = (
  schema: string,
  parentId: RawBuilder<unknown>,
): RawBuilder<number> => sql<number>`
  coalesce((select t.read_to from ${sql.id(schema, 'cursors')} t
    where t.tenant_id = f.tenant_id and t.user_id = f.user_id and t.channel_id = f.channel_id
      and t.feed_id = f.feed_id and t.part = ${parentId}::text), 0)`

/**
 * How many messages of a membership's feed `f` are not read (RM-8, RM-30): its segments after what was read or there
 * when they joined (`f.seen`), without deleted ones, and without their own that stand; and of the replies up to there,
 * those of which neither the feed (`f.seen_whole`) nor their own thread was read as far, less those that were read
 * ahead in their thread. Arithmetic over counts of blocks and over messages of one block, so that it neither drifts nor
 * grows; what was read ahead alone is counted one by one.
 */
export const unreadOf = (schema: string): RawBuilder<number> => {
  const messages = sql.id(schema, 'messages')
  const ofFeed = sql.id(schema, 'feed_counts')
  const ofSender = sql.id(schema, 'sender_counts')
  /** Replies of others that stand after a segment. */
  const replies = (after: RawBuilder<number>) => sql`
    (select count(*) from ${messages} m where ${inBlock(after)}
       and m.parent_id is not null and m.deleted_at is null and m.sender_id <> f.user_id)
    + (select coalesce(sum(k.replies), 0)::bigint from ${ofFeed} k where ${blocksBehind(after)})
    - (select coalesce(sum(k.replies), 0)::bigint from ${ofSender} k
       where ${blocksBehind(after)} and k.sender_id = f.user_id)`
  return sql<number>`(f.last_segment - f.seen
    - (select count(*) from ${messages} m where ${inBlock(seen)} and m.deleted_at is not null)
    - (select coalesce(sum(k.deleted), 0)::bigint from ${ofFeed} k where ${blocksBehind(seen)})
    - (select count(*) from ${messages} m where ${inBlock(seen)}
       and m.sender_id = f.user_id and m.deleted_at is null)
    - (select coalesce(sum(k.messages), 0)::bigint from ${ofSender} k
       where ${blocksBehind(seen)} and k.sender_id = f.user_id)
    + case when f.seen > f.seen_whole then ${replies(seenWhole)} - (${replies(seen)}) else 0 end
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
       where r.tenant_id = f.tenant_id and r.channel_id = f.channel_id and r.feed_id = f.feed_id
         and r.parent_id is not null and r.deleted_at is null and r.sender_id <> f.user_id
         and r.segment > f.seen_whole
         -- Looked up for each, and not joined: a join would be of all replies, and lose their order.
         and r.segment > ${threadReadTo(schema, sql`r.parent_id`)}
       order by r.segment desc
       limit ${mostUnreadReplies}::int
     ) l
     group by l.parent_id
     order by max(l.segment) desc
     limit ${mostUnreadThreads}::int
   ) g)`
