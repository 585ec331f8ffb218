import { type RawBuilder, sql } from 'kysely'

/** RECEIPT-5: whether the member `p` of a channel lets others know what they have read of it. */
export const tells = (schema: string): RawBuilder<boolean> => sql<boolean>`not exists (
  select 1 from ${sql.id(schema, 'receipts_kept')} h
  where h.tenant_id = p.tenant_id and h.user_id = p.user_id and h.channel_id = p.channel_id)`
