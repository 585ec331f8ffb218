import { Timestamp, UserId } from '@parley/domain'
import * as t from 'io-ts'
import { sql } from 'kysely'
import { inKeptFeed } from '../feeds/kept.ts'
import { enter } from '../queries/access.ts'
import { rowsAs } from '../queries/database.ts'
import type { AnswerTo } from '../queries/queries.ts'
import { Rejected } from '../queries/rejecting.ts'
import { tells } from './who-tells.ts'

const orNull = t.union([Timestamp, t.null])
const Found = t.type({ user_id: UserId, delivered_at: orNull, read_at: orNull }, 'Receipt')
const Asked = t.type({ members: t.number, there: t.boolean }, 'Asked')

/**
 * Whom a message has come to, and who has read it: the members that were there when it was sent, without its sender and
 * those who keep it to themselves. A moment is that of a mark which goes as far, the earliest of those that are kept.
 */
export const receipts: AnswerTo<'receipts'> = async (reading, schema, viewer, query, settings) => {
  const { channelId, messageId, type } = query
  await enter(reading, viewer, channelId)
  const table = (name: string) => sql.id(schema, name)
  const asked = await sql`
    select c.members, exists(select 1 from ${table('messages')} m
      where m.message_id = ${messageId} and m.tenant_id = c.tenant_id and m.channel_id = c.channel_id
        and ${inKeptFeed(schema)}) as there
    from ${table('channels')} c where c.tenant_id = ${viewer.tenantId} and c.channel_id = ${channelId}`.execute(
    reading,
  )
  const [about] = rowsAs(Asked, asked.rows)
  if (about === undefined) throw new Rejected({ _tag: 'ChannelNotFound' })
  const most = settings.mostForReceipts
  if (about.members > most) throw new Rejected({ _tag: 'NotForSoMany', most })
  if (!about.there) throw new Rejected({ _tag: 'MessageNotFound', messageId })
  const found = await sql`
    select r.user_id, least(r.delivered_at, r.top_at, r.read_at) as delivered_at, r.read_at
    from (
      select p.user_id,
        (select d.delivered_at from ${table('delivered')} d
         where d.tenant_id = m.tenant_id and d.user_id = p.user_id and d.channel_id = m.channel_id
           and d.feed_id = m.feed_id and d.delivered_to >= m.segment) as delivered_at,
        (select k.read_at from ${table('cursors')} k
         where k.tenant_id = m.tenant_id and k.user_id = p.user_id and k.channel_id = m.channel_id
           and k.feed_id = m.feed_id and k.part = 'top' and k.read_to >= m.segment) as top_at,
        (select min(k.read_at) from ${table('cursors')} k
         where k.tenant_id = m.tenant_id and k.user_id = p.user_id and k.channel_id = m.channel_id
           and k.feed_id = m.feed_id and k.part in ('all', coalesce(m.parent_id::text, 'top'))
           and k.read_to >= m.segment) as read_at
      from ${table('messages')} m
      join ${table('members')} p on p.tenant_id = m.tenant_id and p.channel_id = m.channel_id
        and p.user_id <> m.sender_id
        and coalesce((p.joined_segments->>m.feed_id)::bigint, 0) < m.segment
      where m.message_id = ${messageId} and ${tells(schema)}
    ) r
    order by r.user_id`.execute(reading)
  return {
    type,
    receipts: rowsAs(Found, found.rows).map((row) => ({
      userId: row.user_id,
      deliveredAt: row.delivered_at,
      readAt: row.read_at,
    })),
  }
}
