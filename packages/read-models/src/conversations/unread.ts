import { sql } from 'kysely'
import type { RawBuilder } from 'kysely'

/**
 * How many messages a membership `p` has not read: the main feed's segments after what was read or there when they
 * joined (`p.seen`), without their own, and without deleted ones of others. Arithmetic, so that it cannot drift; the
 * two counts go over indexes of just these messages.
 */
export const unreadOf = (schema: string): RawBuilder<number> => {
  const messages = sql.id(schema, 'messages')
  return sql<number>`(p.last_segment - p.seen
    - (select count(*) from ${messages} o
       where o.tenant_id = p.tenant_id and o.channel_id = p.channel_id and o.feed_id = 'main'
         and o.sender_id = p.user_id and o.segment > p.seen)
    - (select count(*) from ${messages} d
       where d.tenant_id = p.tenant_id and d.channel_id = p.channel_id and d.feed_id = 'main'
         and d.deleted_at is not null and d.segment > p.seen and d.sender_id <> p.user_id))`
}
