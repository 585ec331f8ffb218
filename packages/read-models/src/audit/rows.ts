import { ChannelId, FeedId, TenantId, UserId } from '@parley/domain'
import * as t from 'io-ts'
import { sql } from 'kysely'
import { feedsOf } from '../conversations/feeds.ts'
import { unreadOf } from '../conversations/unread.ts'
import type { MemoryTables, ReadModel } from '@parley/projection'
import { type Reading, rowsAs } from '../queries/database.ts'
import type { Unread } from './recount.ts'
import { rowsByKey } from './rows-by-key.ts'

/** All rows of these tables, as they would stand in memory. */
export const readTables = async (
  reading: Reading,
  schema: string,
  models: ReadonlyArray<Pick<ReadModel, 'table'>>,
): Promise<MemoryTables> => {
  const tables: MemoryTables = new Map()
  for (const { table } of models) {
    const { rows } = await sql`select * from ${sql.id(schema, table.name)}`.execute(reading)
    tables.set(table.name, rowsByKey(table, rows))
  }
  return tables
}

const Counts = t.type({
  tenant_id: TenantId,
  channel_id: ChannelId,
  user_id: UserId,
  feed_id: FeedId,
  unread: t.number,
})

/** Everybody's unread counts, by the expression that queries use. */
export const readUnread = async (reading: Reading, schema: string): Promise<ReadonlyArray<Unread>> => {
  const { rows } = await sql`
    select f.tenant_id, f.channel_id, f.user_id, f.feed_id, ${unreadOf(schema)} as unread
    from ${sql.id(schema, 'members')} p cross join lateral ${feedsOf(schema)} f`.execute(reading)
  return rowsAs(Counts, rows).map((row) => ({
    tenantId: row.tenant_id,
    channelId: row.channel_id,
    userId: row.user_id,
    feedId: row.feed_id,
    unread: row.unread,
  }))
}
