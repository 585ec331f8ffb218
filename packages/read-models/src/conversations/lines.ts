import { mainFeed, Segment, UserId } from '@parley/domain'
import type { ChannelId, TenantId, Timestamp } from '@parley/domain'
import type { ConversationView } from '@parley/protocol'
import * as t from 'io-ts'
import { sql } from 'kysely'
import { channels } from '../channels/table.ts'
import { channelView } from '../channels/view.ts'
import { members } from '../members/table.ts'
import { MessageFound, messageView, reactionsTo } from '../messages/view.ts'
import { type Reading, rowsAs } from '../queries/database.ts'
import { rowCodec } from '../table/table.ts'
import { unreadOf } from './unread.ts'

/** Memberships with their channel and how far they were read; `seen`: up to where nothing counts as unread. */
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
        .on('k.feed_id', '=', mainFeed),
    )
    .selectAll('c')
    .select([
      'me.user_id',
      'me.role',
      'me.joined_segment',
      sql<Segment>`coalesce(k.read_to, 0)`.as('read_to'),
      sql<Segment>`greatest(coalesce(k.read_to, 0), me.joined_segment)`.as('seen'),
    ])

const Line = t.intersection([
  rowCodec(channels),
  t.type({
    role: members.columns.role.codec,
    joined_segment: Segment,
    read_to: Segment,
    unread: t.number,
    last_message: t.union([MessageFound, t.null]),
    with_user_id: t.union([UserId, t.null]),
  }),
])
type Line = t.TypeOf<typeof Line>

const view = (line: Line): ConversationView => ({
  channel: channelView(line),
  role: line.role,
  joinedSegment: line.joined_segment,
  readTo: line.read_to,
  unread: line.unread,
  lastMessage: line.last_message === null ? null : messageView(line.last_message),
  withUserId: line.with_user_id,
})

/** Which lines of somebody's conversation list. */
export interface Wanted {
  readonly tenantId: TenantId
  readonly userId: UserId
  /** One channel alone. */
  readonly channelId?: ChannelId
  /** After this line of the list. */
  readonly after?: { readonly lastActivityAt: Timestamp; readonly channelId: ChannelId | undefined }
  readonly limit: number
}

const chosen = (reading: Reading, { tenantId, userId, channelId, after, limit }: Wanted) =>
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

/** Lines of a conversation list, latest activity first, then by channel id; all in one statement. */
export const conversationLines = async (
  reading: Reading,
  schema: string,
  wanted: Wanted,
): Promise<ReadonlyArray<ConversationView>> => {
  const rows = await reading
    .selectFrom(chosen(reading, wanted).as('p'))
    .selectAll('p')
    .select([
      unreadOf(schema).as('unread'),
      sql`(select to_json(l) from (
          select m.*, ${reactionsTo(schema)} as reactions from ${sql.id(schema, 'messages')} m
          where m.tenant_id = p.tenant_id and m.channel_id = p.channel_id and m.message_id = p.last_message_id
        ) l)`.as('last_message'),
      sql`case when p.channel_type = 'conversation' then (
          select o.user_id from ${sql.id(schema, 'members')} o
          where o.tenant_id = p.tenant_id and o.channel_id = p.channel_id and o.user_id <> p.user_id
        ) end`.as('with_user_id'),
    ])
    .orderBy('p.last_activity_at', 'desc')
    .orderBy('p.channel_id')
    .execute()
  return rowsAs(Line, rows).map(view)
}
