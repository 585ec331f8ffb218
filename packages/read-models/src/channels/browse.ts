import { type ChannelType, folded, mainFeed } from '@parley/domain'
import { defaultPage } from '@parley/contract'
import * as t from 'io-ts'
import { sql } from 'kysely'
import { feeds } from '../feeds/table.ts'
import { pageOf } from '../queries/page.ts'
import type { AnswerTo } from '../queries/queries.ts'
import { rowCodec } from '@parley/projection'
import { channels } from './table.ts'
import { inBrowsed } from './types.ts'
import { channelBytes, channelView } from './view.ts'

const Found = t.intersection([
  rowCodec(channels),
  t.type({ member: t.boolean, last_segment: feeds.columns.last_segment.codec }),
])

/** The channels of a tenant that are open to all and not archived, by name, then by id. */
export const browse: AnswerTo<'browse'> = async (reading, schema, viewer, query) => {
  const limit = query.limit ?? defaultPage
  const search = folded(query.search ?? '')
  // No name has a NUL, and Postgres takes none.
  if (search.includes('\u0000')) return { type: 'browse', channels: [], more: false }
  const table = sql.id(schema, 'channels')
  const rows = reading
    .selectFrom('channels as c')
    .leftJoin('members as m', (join) =>
      join
        .onRef('m.tenant_id', '=', 'c.tenant_id')
        .onRef('m.channel_id', '=', 'c.channel_id')
        .on('m.user_id', '=', viewer.userId),
    )
    .innerJoin('feeds as f', (join) =>
      join
        .onRef('f.tenant_id', '=', 'c.tenant_id')
        .onRef('f.channel_id', '=', 'c.channel_id')
        .on('f.feed_id', '=', mainFeed),
    )
    .selectAll('c')
    .select('f.last_segment')
    .select(sql<boolean>`m.user_id is not null`.as('member'))
    .where('c.tenant_id', '=', viewer.tenantId)
    .where(
      sql<boolean>`c.channel_type in ${inBrowsed} and not c.archived and c.is_public is distinct from false`,
    )
    .$if(query.channelType !== undefined, (all) =>
      all.where('c.channel_type', '=', query.channelType as ChannelType),
    )
    .$if(query.tag !== undefined, (all) =>
      all.where(sql<boolean>`jsonb_exists(c.tags::jsonb, ${query.tag}::text)`),
    )
    .$if(search !== '', (all) => all.where(sql<boolean>`position(${search}::text in c.folded_name) > 0`))
    // After one that is hidden there is nothing, as after one that is not there: a page must not tell of it.
    .$if(query.after !== undefined, (all) =>
      all.where(sql<boolean>`(c.folded_name, c.channel_id) > (
        select a.folded_name, a.channel_id from ${table} a
        where a.tenant_id = ${viewer.tenantId} and a.channel_id = ${query.after}
          and a.channel_type in ${inBrowsed} and a.is_public is distinct from false)`),
    )
    .orderBy('c.folded_name')
    .orderBy('c.channel_id')
    .limit(limit + 1)
  const order = sql`r.folded_name, r.channel_id`
  const page = await pageOf(reading, { codec: Found, rows, bytes: channelBytes, order, limit })
  return {
    type: 'browse',
    channels: page.rows.map((row) => ({ channel: channelView(row), member: row.member })),
    more: page.more,
  }
}
