import { MemberReceipts } from '@parley/contract'
import type { ChannelId, TenantId, UserId } from '@parley/domain'
import * as t from 'io-ts'
import { sql } from 'kysely'
import { type Reading, rowsAs } from '../queries/database.ts'
import type { ReceiptsIn } from '../queries/queries.ts'
import { tells } from './who-tells.ts'

/** RECEIPT-9: of each member so many marks are told, and of so many feeds what has come: the latest. */
const mostMarks = 30

const Members = t.type({ members: t.number }, 'Members')
const Found = t.type({ receipts: MemberReceipts }, 'Found')

/**
 * RECEIPT-6 to RECEIPT-9: what these members of a channel, or all, let the others know of their reading, by user id. In a
 * channel of more than `most` members that is nothing.
 */
export const memberReceipts = async (
  reading: Reading,
  schema: string,
  { tenantId, channelId }: { readonly tenantId: TenantId; readonly channelId: ChannelId },
  people: ReadonlyArray<UserId> | 'all',
  most: number,
): Promise<ReceiptsIn> => {
  const table = (name: string) => sql.id(schema, name)
  const counted = await sql`
    select c.members from ${table('channels')} c where c.tenant_id = ${tenantId} and c.channel_id = ${channelId}`.execute(
    reading,
  )
  const [channel] = rowsAs(Members, counted.rows)
  if (channel === undefined || channel.members > most) return { isTooLarge: true, members: [] }
  const own = (of: string) => sql`
    ${sql.ref(`${of}.tenant_id`)} = p.tenant_id and ${sql.ref(`${of}.user_id`)} = p.user_id
    and ${sql.ref(`${of}.channel_id`)} = p.channel_id`
  const found = await sql`
    select json_build_object(
      'userId', p.user_id,
      'joinedSegments', p.joined_segments,
      'delivered', coalesce((
        select json_object_agg(l.feed_id, l.delivered_to) from (
          select d.feed_id, d.delivered_to from ${table('delivered')} d
          where ${own('d')} order by d.delivered_at desc, d.feed_id limit ${mostMarks}) l), '{}'::json),
      'read', coalesce((
        select json_agg(json_build_object('feedId', l.feed_id,
          'part', case when l.parent_id is null then l.part else 'thread' end,
          'parentId', l.parent_id, 'readTo', l.read_to) order by l.feed_id, l.part) from (
          select k.* from ${table('cursors')} k
          where ${own('k')} order by k.read_at desc, k.feed_id, k.part limit ${mostMarks}) l), '[]'::json)
    ) as receipts
    from ${table('members')} p
    where p.tenant_id = ${tenantId} and p.channel_id = ${channelId} and ${tells(schema)}
      and ${people === 'all' ? sql`true` : sql`p.user_id = any(${people}::text[])`}
    order by p.user_id`.execute(reading)
  return { isTooLarge: false, members: rowsAs(Found, found.rows).map(({ receipts }) => receipts) }
}
