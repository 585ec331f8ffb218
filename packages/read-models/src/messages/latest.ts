import type { FeedId } from '@parley/domain'
import { ChannelId } from '@parley/domain'
import { defaultPage, maxPageBytes, type MessageView } from '@parley/contract'
import * as t from 'io-ts'
import { sql } from 'kysely'
import { type Reading, rowsAs } from '../queries/database.ts'
import type { Viewer } from '../queries/queries.ts'
import { messages } from './table.ts'
import { MessageFound, messageBytes, messageView, reactionsTo } from './view.ts'

/** The latest messages at the top of threads, oldest first. `more`: there are others before them. */
interface LatestMessages {
  readonly messages: ReadonlyArray<MessageView>
  readonly more: boolean
}

interface Page {
  readonly page: Array<MessageView>
  readonly found: number
}

const Latest = t.type({ of_channel: ChannelId, found: t.number }, 'Latest')

const columnsOfP = sql.join(Object.keys(messages.columns).map((name) => sql.ref(`p.${name}`)))

/**
 * The latest page of each of several channels, as a page of history would be, in one statement. Those for which there
 * are more than `mostBytes` before are left out; of the others, one that has no messages has an empty page.
 */
export const latestMessages = async (
  reading: Reading,
  schema: string,
  viewer: Viewer,
  where: {
    readonly channelIds: ReadonlyArray<ChannelId>
    readonly feedId: FeedId
    readonly mostBytes: number
  },
): Promise<ReadonlyMap<ChannelId, LatestMessages>> => {
  const { channelIds, feedId, mostBytes } = where
  const answer = await sql`
    with latest as (
      select c.channel_id as of_channel, c.at, r.*, ${messageBytes} as bytes
      from unnest(${[...channelIds]}::uuid[]) with ordinality c(channel_id, at)
      left join lateral (
        select m.*, ${reactionsTo(schema, viewer)} as reactions
        from ${sql.id(schema, 'messages')} m
        where m.tenant_id = ${viewer.tenantId} and m.channel_id = c.channel_id and m.feed_id = ${feedId}
          and m.parent_id is null
        order by m.segment desc limit ${defaultPage + 1}::int
      ) r on true
    ), counted as (
      select l.*, row_number() over of_one as number, sum(l.bytes) over of_one as bytes_so_far,
        count(l.message_id) over (partition by l.at) as found
      from latest l
      window of_one as (partition by l.at order by l.segment desc rows unbounded preceding)
    ), paged as (
      select p.*, coalesce(sum(p.bytes) over (order by p.at groups between unbounded preceding and 1 preceding), 0)
        as bytes_before
      from counted p
      where p.number = 1 or (p.number <= ${defaultPage}::bigint and p.bytes_so_far <= ${maxPageBytes}::bigint)
    )
    select p.of_channel, p.found, p.reactions, ${columnsOfP}
    from paged p where p.bytes_before < ${mostBytes}::bigint order by p.at, p.segment`.execute(reading)
  const places = rowsAs(Latest, answer.rows)
  const pages = new Map(
    places.map(({ of_channel: channelId, found }): [ChannelId, Page] => [channelId, { page: [], found }]),
  )
  // A channel without a message has a row without one.
  const rows = answer.rows.filter((_, n) => (places[n]?.found ?? 0) > 0)
  for (const row of rowsAs(MessageFound, rows)) pages.get(row.channel_id)?.page.push(messageView(row))
  return new Map(
    [...pages].map(([channelId, { page, found }]) => [
      channelId,
      { messages: page, more: page.length < found },
    ]),
  )
}
