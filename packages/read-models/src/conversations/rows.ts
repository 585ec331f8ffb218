import { beforeFirst, mainFeed, UserId } from '@parley/domain'
import type { ChannelId, TenantId, Timestamp } from '@parley/domain'
import { type ConversationView, PersonalView } from '@parley/contract'
import * as t from 'io-ts'
import { type ExpressionBuilder, sql } from 'kysely'
import { channels, type ChannelsRow, minuteOf } from '../channels/table.ts'
import { inCalledByMembers } from '../channels/types.ts'
import { channelBytes, channelView } from '../channels/view.ts'
import { feeds } from '../feeds/table.ts'
import { members } from '../members/table.ts'
import { Feeds, feedViewsOf } from './feeds.ts'
import { personalOf } from '../personal/view.ts'
import { LastMessage, lastMessage, preview } from './last-message.ts'
import type { Reading } from '../queries/database.ts'
import { pageOf } from '../queries/page.ts'
import { rowCodec } from '@parley/projection'

/** Memberships with their channel, and what is shown of its main feed. */
const memberships = (reading: Reading) =>
  reading
    .selectFrom('members as me')
    .innerJoin('channels as c', (join) =>
      join.onRef('c.tenant_id', '=', 'me.tenant_id').onRef('c.channel_id', '=', 'me.channel_id'),
    )
    .innerJoin('feeds as f', (join) =>
      join
        .onRef('f.tenant_id', '=', 'me.tenant_id')
        .onRef('f.channel_id', '=', 'me.channel_id')
        .on('f.feed_id', '=', mainFeed),
    )
    .selectAll('c')
    .select(['me.user_id', 'me.role', 'me.joined_segments', 'f.last_segment', 'f.last_message_id'])

const ConversationRow = t.intersection([
  rowCodec(channels),
  t.type({
    role: members.columns.role.codec,
    last_segment: feeds.columns.last_segment.codec,
    feeds: Feeds,
    last_message: t.union([LastMessage, t.null]),
    with_user_ids: t.array(UserId),
    personal: PersonalView,
  }),
])
type ConversationRow = t.TypeOf<typeof ConversationRow>

const view = (row: ConversationRow): ConversationView => {
  const main = row.feeds.find(({ feedId }) => feedId === mainFeed)
  if (main === undefined) throw new Error(`no main feed in ${row.channel_id}`)
  const { joinedSegment, readTo, threadsReadTo, unreadThreads } = main
  const { lastMentionedSegment = beforeFirst } = main
  return {
    channel: channelView(row),
    role: row.role,
    joinedSegment,
    readTo,
    threadsReadTo,
    unread: row.feeds.reduce((sum, { unread }) => sum + unread, 0),
    unreadThreads,
    unreadMentions: row.feeds.reduce((sum, { unreadMentions = 0 }) => sum + unreadMentions, 0),
    lastMentionedSegment,
    lastMessage: row.last_message === null ? null : preview(row.last_message),
    feeds: row.feeds,
    withUserId: row.with_user_ids.length === 1 ? (row.with_user_ids[0] ?? null) : null,
    withUserIds: row.with_user_ids,
    personal: row.personal,
  }
}

/** Which rows of somebody's conversation list. */
export interface Selection {
  readonly tenantId: TenantId
  readonly userId: UserId
  /** These channels alone. */
  readonly channelIds?: ReadonlyArray<ChannelId>
  /** After this row of the list. */
  readonly after?: { readonly lastActivityAt: Timestamp; readonly channelId: ChannelId | undefined }
  readonly limit: number
}

type ListPlace = NonNullable<Selection['after']>

/** The channels `c` that come after a place in the list. */
const behind =
  ({ lastActivityAt, channelId }: ListPlace) =>
  (eb: ExpressionBuilder<{ c: ChannelsRow }, 'c'>) => {
    const earlier = eb('c.last_activity_at', '<', lastActivityAt)
    if (channelId === undefined) return earlier
    return eb.or([
      earlier,
      eb.and([eb('c.last_activity_at', '=', lastActivityAt), eb('c.channel_id', '>', channelId)]),
    ])
  }

const chosen = (
  reading: Reading,
  { tenantId, userId, channelIds, after, limit }: Selection,
  since?: string,
) =>
  memberships(reading)
    .where('me.tenant_id', '=', tenantId)
    .where('me.user_id', '=', userId)
    .$if(channelIds !== undefined, (query) => query.where('me.channel_id', 'in', [...(channelIds ?? [])]))
    .$if(after !== undefined, (query) => query.where(behind(after as ListPlace)))
    .$if(since !== undefined, (query) => query.where('c.active_in', '>=', since as string))
    .orderBy('c.last_activity_at', 'desc')
    .orderBy('c.channel_id')
    .limit(limit)

/** From so many memberships on it is quicker to look for a page among the channels that were active last. */
const many = 300
/** How many of these are looked through; where the page is not among them, it is looked for among the memberships. */
const lookedThrough = 2_000

const Since = t.tuple([t.type({ since: t.union([t.string, t.null]) })])

/**
 * The minute since when enough of somebody's channels were active for a page; undefined where that is not found out soon:
 * they are in few channels, or the channels of their tenant that were active lately are mostly others.
 */
const activeSince = async (
  reading: Reading,
  { tenantId, userId, channelIds, after, limit }: Selection,
): Promise<string | undefined> => {
  if (channelIds !== undefined) return undefined
  const latest = reading
    .selectFrom('channels as c')
    .select(['c.channel_id', 'c.active_in'])
    .where('c.tenant_id', '=', tenantId)
    .$if(after !== undefined, (query) =>
      query
        .where('c.active_in', '<=', minuteOf((after as ListPlace).lastActivityAt))
        .where(behind(after as ListPlace)),
    )
    .orderBy('c.active_in', 'desc')
    .limit(lookedThrough)
  const last = reading
    .selectFrom(latest.as('l'))
    .innerJoin('members as m', (join) =>
      join
        .on('m.tenant_id', '=', tenantId)
        .onRef('m.channel_id', '=', 'l.channel_id')
        .on('m.user_id', '=', userId),
    )
    .select('l.active_in')
    .orderBy('l.active_in', 'desc')
    .offset(limit - 1)
    .limit(1)
  const others = reading
    .selectFrom('members')
    .select(sql`1`.as('one'))
    .where('tenant_id', '=', tenantId)
    .where('user_id', '=', userId)
    .offset(many - 1)
    .limit(1)
  const { rows } = await sql`select case when exists ${others} then ${last} end as since`.execute(reading)
  const found: unknown = rows
  if (!Since.is(found)) throw new Error('no answer about what was active last')
  return found[0].since ?? undefined
}

/** A page of a conversation list, latest activity first, then by channel id. `reading` is a snapshot: it is asked twice. */
export const conversationRows = async (
  reading: Reading,
  schema: string,
  { limit, ...selection }: Selection,
): Promise<{ readonly conversations: Array<ConversationView>; readonly more: boolean }> => {
  const oneMore = { ...selection, limit: limit + 1 }
  const rows = reading
    .selectFrom(chosen(reading, oneMore, await activeSince(reading, oneMore)).as('p'))
    .selectAll('p')
    .select([
      feedViewsOf(schema).as('feeds'),
      lastMessage(schema).as('last_message'),
      personalOf(schema).as('personal'),
      sql`coalesce(case when p.channel_type in ${inCalledByMembers} then (
          select json_agg(o.user_id order by o.user_id) from ${sql.id(schema, 'members')} o
          where o.tenant_id = p.tenant_id and o.channel_id = p.channel_id and o.user_id <> p.user_id
        ) end, '[]')`.as('with_user_ids'),
    ])
    // What is read of a row is read once, and not for its bytes again.
    .limit(limit + 1)
  // The main feed's threads are there twice.
  const bytes = sql`320 + 2 * octet_length(r.feeds::text) + ${channelBytes} + coalesce(octet_length(r.last_message::text), 0)
    + octet_length(r.with_user_ids::text) + octet_length(r.personal::text)`
  const order = sql`r.last_activity_at desc, r.channel_id`
  const page = await pageOf(reading, { codec: ConversationRow, rows, bytes, order, limit })
  return { conversations: page.rows.map(view), more: page.more }
}
