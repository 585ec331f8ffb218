import type { PersonalView } from '@parley/contract'
import { allFeeds } from '@parley/domain'
import { type RawBuilder, sql } from 'kysely'

/**
 * What is the reader's alone in the membership `p`, of feeds that stand. A draft is emptied by a message of theirs at the
 * top of threads that came after it (PERSONAL-32).
 */
export const personalOf = (schema: string): RawBuilder<PersonalView> => {
  const own = sql`o.tenant_id = p.tenant_id and o.user_id = p.user_id and o.channel_id = p.channel_id`
  const inFeed = (feedId: RawBuilder<unknown>) => sql`exists(
        select 1 from ${sql.id(schema, 'feeds')} f
        where f.tenant_id = o.tenant_id and f.channel_id = o.channel_id and f.feed_id = ${feedId}
          and f.deleted_at is null)`
  return sql<PersonalView>`
  (select json_build_object(
    'notifications', coalesce((
      select json_agg(json_build_object('feedId', nullif(o.scope, ${allFeeds}), 'mode', o.mode, 'until', o.until)
        order by o.scope)
      from ${sql.id(schema, 'notifications')} o
      where ${own} and (o.scope = ${allFeeds} or ${inFeed(sql`o.scope`)})), '[]'::json),
    'putAway', (select o.segments from ${sql.id(schema, 'put_away')} o where ${own}),
    'favourite', exists(select 1 from ${sql.id(schema, 'favourites')} o where ${own}),
    'receiptsKept', exists(select 1 from ${sql.id(schema, 'receipts_kept')} o where ${own}),
    'drafts', coalesce((
      select json_agg(json_build_object('feedId', o.feed_id, 'text', o.text, 'segment', o.segment,
        'savedAt', o.saved_at) order by o.feed_id)
      from ${sql.id(schema, 'drafts')} o
      where ${own} and ${inFeed(sql`o.feed_id`)} and not exists (
        select 1 from ${sql.id(schema, 'messages')} m
        where m.tenant_id = o.tenant_id and m.channel_id = o.channel_id and m.feed_id = o.feed_id
          and m.sender_id = o.user_id and m.segment > o.segment and m.parent_id is null)), '[]'::json)))`
}
