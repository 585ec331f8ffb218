import { mainFeed, Segment, UserId } from '@parley/domain'
import type { ChannelId, TenantId, Timestamp } from '@parley/domain'
import { type ConversationView, UnreadThread } from '@parley/contract'
import * as t from 'io-ts'
import { sql } from 'kysely'
import { channels } from '../channels/table.ts'
import { inCalledByMembers } from '../channels/types.ts'
import { channelBytes, channelView } from '../channels/view.ts'
import { members } from '../members/table.ts'
import { LastMessage, lastMessage, preview } from './last-message.ts'
import type { Reading } from '../queries/database.ts'
import { pageOf } from '../queries/page.ts'
import { rowCodec } from '@parley/projection'
import { unreadOf, unreadThreadsOf } from './unread.ts'

/**
 * Memberships with their channel and how far they were read. Up to `seen` nothing at the top of threads counts as
 * unread, and up to `seen_whole` no reply either.
 */
export const memberships = (reading: Reading) =>
  reading
    .selectFrom('members as me')
    .innerJoin('channels as c', (join) =>
      join.onRef('c.tenant_id', '=', 'me.tenant_id').onRef('c.channel_id', '=', 'me.channel_id'),
    )
    .leftJoin('cursors as k', (join) =>
      join
        .onRef('k.tenant_id', '=', 'me.tenant_id')
        .onRef('k.user_id', '=', 'me.user_id')
        .onRef('k.channel_id', '=', 'me.channel_id')
        .on('k.feed_id', '=', mainFeed)
        .on('k.part', '=', 'all'),
    )
    .leftJoin('cursors as top', (join) =>
      join
        .onRef('top.tenant_id', '=', 'me.tenant_id')
        .onRef('top.user_id', '=', 'me.user_id')
        .onRef('top.channel_id', '=', 'me.channel_id')
        .on('top.feed_id', '=', mainFeed)
        .on('top.part', '=', 'top'),
    )
    .selectAll('c')
    .select([
      'me.user_id',
      'me.role',
      'me.joined_segment',
      sql<Segment>`greatest(k.read_to, top.read_to, 0)`.as('read_to'),
      sql<Segment>`coalesce(k.read_to, 0)`.as('threads_read_to'),
      sql<Segment>`greatest(k.read_to, top.read_to, me.joined_segment)`.as('seen'),
      sql<Segment>`greatest(k.read_to, me.joined_segment)`.as('seen_whole'),
    ])

const ConversationRow = t.intersection([
  rowCodec(channels),
  t.type({
    role: members.columns.role.codec,
    joined_segment: Segment,
    read_to: Segment,
    threads_read_to: Segment,
    unread: t.number,
    unread_threads: t.union([t.array(UnreadThread), t.null]),
    last_message: t.union([LastMessage, t.null]),
    with_user_id: t.union([UserId, t.null]),
  }),
])
type ConversationRow = t.TypeOf<typeof ConversationRow>

const view = (row: ConversationRow): ConversationView => ({
  channel: channelView(row),
  role: row.role,
  joinedSegment: row.joined_segment,
  readTo: row.read_to,
  threadsReadTo: row.threads_read_to,
  unread: row.unread,
  unreadThreads: row.unread_threads ?? [],
  lastMessage: row.last_message === null ? null : preview(row.last_message),
  withUserId: row.with_user_id,
})

/** Which rows of somebody's conversation list. */
export interface Selection {
  readonly tenantId: TenantId
  readonly userId: UserId
  /** One channel alone. */
  readonly channelId?: ChannelId
  /** After this row of the list. */
  readonly after?: { readonly lastActivityAt: Timestamp; readonly channelId: ChannelId | undefined }
  readonly limit: number
}

const chosen = (reading: Reading, { tenantId, userId, channelId, after, limit }: Selection) =>
  memberships(reading)
    .where('me.tenant_id', '=', tenantId)
    .where('me.user_id', '=', userId)
    .$if(channelId !== undefined, (query) => query.where('me.channel_id', '=', channelId as ChannelId))
    .$if(after !== undefined, (query) =>
      query.where((eb) => {
        const { lastActivityAt, channelId: last } = after as NonNullable<typeof after>
        const earlier = eb('c.last_activity_at', '<', lastActivityAt)
        if (last === undefined) return earlier
        return eb.or([
          earlier,
          eb.and([eb('c.last_activity_at', '=', lastActivityAt), eb('c.channel_id', '>', last)]),
        ])
      }),
    )
    .orderBy('c.last_activity_at', 'desc')
    .orderBy('c.channel_id')
    .limit(limit)

/** A page of a conversation list, latest activity first, then by channel id; all in one statement. */
export const conversationRows = async (
  reading: Reading,
  schema: string,
  { limit, ...selection }: Selection,
): Promise<{ readonly conversations: Array<ConversationView>; readonly more: boolean }> => {
  const rows = reading
    .selectFrom(chosen(reading, { ...selection, limit: limit + 1 }).as('p'))
    .selectAll('p')
    .select([
      unreadOf(schema).as('unread'),
      unreadThreadsOf(schema).as('unread_threads'),
      lastMessage(schema).as('last_message'),
      sql`case when p.channel_type in ${inCalledByMembers} then (
          select o.user_id from ${sql.id(schema, 'members')} o
          where o.tenant_id = p.tenant_id and o.channel_id = p.channel_id and o.user_id <> p.user_id
        ) end`.as('with_user_id'),
    ])
  const bytes = sql`320 + coalesce(octet_length(r.unread_threads::text), 0) + ${channelBytes} + coalesce(octet_length(r.last_message::text), 0)
    + coalesce(octet_length(r.with_user_id), 0)`
  const order = sql`r.last_activity_at desc, r.channel_id`
  const page = await pageOf(reading, { codec: ConversationRow, rows, bytes, order, limit })
  return { conversations: page.rows.map(view), more: page.more }
}
