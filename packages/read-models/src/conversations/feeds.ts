import { FeedView, maxFeeds } from '@parley/contract'
import * as t from 'io-ts'
import { type RawBuilder, sql } from 'kysely'
import { lastMentionedOf, unreadMentionsOf } from '../mentions/counts.ts'
import { unreadOf, unreadThreadsOf } from './unread.ts'

/** The feeds of a membership, as they are read. */
export const Feeds = t.array(FeedView)

/**
 * The feeds of the membership `p` that stand, each with how far it was read. Up to `seen` nothing at the top of threads counts as
 * unread, and up to `seen_whole` no reply either.
 */
export const feedsOf = (schema: string): RawBuilder<unknown> => sql`
  (select s.*, greatest(s.read_to, s.joined_segment) as seen, greatest(s.threads_read_to, s.joined_segment) as seen_whole
   from (
     select p.user_id, f.*, greatest(k.read_to, top.read_to, 0) as read_to, coalesce(k.read_to, 0) as threads_read_to,
       coalesce((p.joined_segments->>f.feed_id)::bigint, 0) as joined_segment
     from ${sql.id(schema, 'feeds')} f
     left join ${sql.id(schema, 'cursors')} k on k.tenant_id = f.tenant_id and k.user_id = p.user_id
       and k.channel_id = f.channel_id and k.feed_id = f.feed_id and k.part = 'all'
     left join ${sql.id(schema, 'cursors')} top on top.tenant_id = f.tenant_id and top.user_id = p.user_id
       and top.channel_id = f.channel_id and top.feed_id = f.feed_id and top.part = 'top'
     where f.tenant_id = p.tenant_id and f.channel_id = p.channel_id and f.deleted_at is null
   ) s)`

/** The first feeds of the membership `p`, as clients are shown them, in the order in which they began. */
export const feedViewsOf = (schema: string): RawBuilder<t.TypeOf<typeof Feeds>> => sql<
  t.TypeOf<typeof Feeds>
>`
  (select json_agg(json_build_object('feedId', f.feed_id, 'name', f.name, 'lastSegment', f.last_segment,
     'lastMessageId', f.last_message_id, 'lastActivityAt', f.last_activity_at,
     'createdAt', f.created_at, 'createdBy', f.created_by, 'editedAt', f.edited_at, 'messageCount', f.message_count,
     'joinedSegment', f.joined_segment,
     'readTo', f.read_to, 'threadsReadTo', f.threads_read_to, 'unread', ${unreadOf(schema)},
     'unreadMentions', ${unreadMentionsOf(schema)}, 'lastMentionedSegment', ${lastMentionedOf(schema)},
     'unreadThreads', coalesce(${unreadThreadsOf(schema)}, '[]'::json)) order by f.position)
   from (select a.* from ${feedsOf(schema)} a order by a.position limit ${maxFeeds}::int) f)`
