import { type RawBuilder, sql } from 'kysely'

/** Whether the feed of the message `m` stands (FEED-16): of one that was deleted no message is there any more. */
export const inKeptFeed = (schema: string): RawBuilder<boolean> => sql<boolean>`exists (
  select 1 from ${sql.id(schema, 'feeds')} standing
  where standing.tenant_id = m.tenant_id and standing.channel_id = m.channel_id and standing.feed_id = m.feed_id
    and standing.deleted_at is null)`
