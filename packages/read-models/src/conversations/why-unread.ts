import { ChannelId, type FeedId, MessageId, Segment, type TenantId, Timestamp, UserId } from '@parley/domain'
import * as t from 'io-ts'
import { sql } from 'kysely'
import { type Reading, rowsAs } from '../queries/database.ts'
import { feedsOf } from './feeds.ts'
import { unreadOf } from './unread.ts'

const Counted = t.type({
  unread: t.number,
  last_segment: Segment,
  joined_segment: t.number,
  read_to: t.number,
  threads_read_to: t.number,
  channel_id: ChannelId,
})
const Behind = t.type({
  message_id: MessageId,
  segment: Segment,
  parent_id: t.union([MessageId, t.null]),
  sender_id: UserId,
  sent_at: Timestamp,
  thread_read_to: t.number,
})

/** Why somebody has so many unread messages in a feed. */
export interface WhyUnread {
  /** As people are shown it. */
  readonly unread: number
  readonly lastSegment: number
  /** Up to here they had joined later. */
  readonly joinedSegment: number
  /** Up to here they read what stands at the top of threads, and all of it. */
  readonly readTo: number
  readonly threadsReadTo: number
  /** The messages that it counts, found one by one, by segment; so many at the most. */
  readonly messages: ReadonlyArray<t.TypeOf<typeof Behind>>
}

/** Whose unread messages, and where. */
export interface WhyUnreadOf {
  readonly tenantId: TenantId
  readonly channelId: ChannelId
  readonly userId: UserId
  readonly feedId: FeedId
}

/** The messages behind an unread count; undefined where this person is no member, or there is no such feed. */
export const whyUnread = async (
  reading: Reading,
  schema: string,
  { tenantId, channelId, userId, feedId }: WhyUnreadOf,
  most = 1_000,
): Promise<WhyUnread | undefined> => {
  const from = sql`${sql.id(schema, 'members')} p cross join lateral ${feedsOf(schema)} f`
  const where = sql`p.tenant_id = ${tenantId} and p.channel_id = ${channelId} and p.user_id = ${userId}
    and f.feed_id = ${feedId}`
  const counted =
    await sql`select f.channel_id, f.last_segment, f.joined_segment, f.read_to, f.threads_read_to,
    ${unreadOf(schema)} as unread from ${from} where ${where}`.execute(reading)
  const [feed] = rowsAs(Counted, counted.rows)
  if (feed === undefined) return undefined
  const behind = await sql`select m.message_id, m.segment, m.parent_id, m.sender_id, m.sent_at,
      coalesce(t.read_to, 0) as thread_read_to
    from ${from}
    join ${sql.id(schema, 'messages')} m on m.tenant_id = p.tenant_id and m.channel_id = p.channel_id
      and m.feed_id = f.feed_id
    left join ${sql.id(schema, 'cursors')} t on t.tenant_id = p.tenant_id and t.user_id = p.user_id
      and t.channel_id = p.channel_id and t.feed_id = f.feed_id and t.parent_id = m.parent_id
    where ${where} and m.deleted_at is null and m.sender_id <> p.user_id
      and m.segment > greatest(f.joined_segment, f.threads_read_to,
        case when m.parent_id is null then f.read_to else coalesce(t.read_to, 0) end)
    order by m.segment limit ${most}`.execute(reading)
  return {
    unread: feed.unread,
    lastSegment: feed.last_segment,
    joinedSegment: feed.joined_segment,
    readTo: feed.read_to,
    threadsReadTo: feed.threads_read_to,
    messages: rowsAs(Behind, behind.rows),
  }
}
