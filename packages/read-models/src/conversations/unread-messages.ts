import type { ChannelId, FeedId, MessageId } from '@parley/domain'
import { defaultPage } from '@parley/contract'
import * as t from 'io-ts'
import { type RawBuilder, sql } from 'kysely'
import { MessageFound, messageBytes, messageView, reactionsTo } from '../messages/view.ts'
import { enterFeed } from '../queries/access.ts'
import { type Reading, rowsAs } from '../queries/database.ts'
import { pageOf } from '../queries/page.ts'
import type { AnswerTo, Viewer } from '../queries/queries.ts'
import { Rejected } from '../queries/rejecting.ts'
import { feedsOf } from './feeds.ts'

/** A feed of a channel, and whose messages there are looked for. */
export interface FeedOf extends Viewer {
  readonly channelId: ChannelId
  readonly feedId: FeedId
}

/** How far a feed was read, or there when they joined: what stands at the top of threads, and replies with it. */
export const Seen = t.type({ seen: t.number, seen_whole: t.number })
type Seen = t.TypeOf<typeof Seen>

/** Which of the unread messages of a feed. */
interface Which {
  /** Those of this thread alone. */
  readonly parentId?: MessageId | undefined
  readonly after?: number | undefined
  readonly limit: number
}

/**
 * The unread messages of a feed by segment, found one by one (RM-30) and not by the arithmetic that counts them;
 * `thread_read_to` is how far their thread was read by itself. Those at the top of threads and the replies each go over
 * an index of their own, from where the page begins: that is given as numbers, by which the planner knows to.
 */
export const unreadMessages = (
  schema: string,
  { tenantId, userId, channelId, feedId }: FeedOf,
  { seen, seen_whole }: Seen,
  { parentId, after = 0, limit }: Which,
): RawBuilder<unknown> => {
  const messages = sql.id(schema, 'messages')
  const ofOthers = sql`m.tenant_id = ${tenantId} and m.channel_id = ${channelId}::uuid and m.feed_id = ${feedId}
      and m.deleted_at is null and m.sender_id <> ${userId}`
  const page = sql`order by m.segment limit ${limit}::bigint`
  const top = sql`
    select m.*, 0::bigint as thread_read_to from ${messages} m
    where ${ofOthers} and m.parent_id is null and m.segment > ${Math.max(seen, after)}::bigint ${page}`
  const inThread = parentId === undefined ? sql`is not null` : sql`= ${parentId}::uuid`
  const replies = sql`
    select m.*, coalesce(t.read_to, 0) as thread_read_to from ${messages} m
    left join ${sql.id(schema, 'cursors')} t on t.tenant_id = ${tenantId} and t.user_id = ${userId}
      and t.channel_id = ${channelId}::uuid and t.feed_id = ${feedId} and t.part = m.parent_id::text
    where ${ofOthers} and m.parent_id ${inThread} and m.segment > ${Math.max(seen_whole, after)}::bigint
      and m.segment > coalesce(t.read_to, 0) ${page}`
  return parentId === undefined ? sql`select m.* from ((${top}) union all (${replies})) m ${page}` : replies
}

/** The feed `f` as somebody, the member `p`, stands to it: no row where they are no member, or there is none. */
export const feedOf = (schema: string, of: FeedOf): RawBuilder<unknown> => sql`
  ${sql.id(schema, 'members')} p cross join lateral ${feedsOf(schema)} f
  where p.tenant_id = ${of.tenantId} and p.channel_id = ${of.channelId} and p.user_id = ${of.userId}
    and f.feed_id = ${of.feedId}`

const seenOf = async (reading: Reading, schema: string, of: FeedOf): Promise<Seen | undefined> => {
  const { rows } = await sql`select f.seen, f.seen_whole from ${feedOf(schema, of)}`.execute(reading)
  return rowsAs(Seen, rows)[0]
}

const hasMessage = async (reading: Reading, of: FeedOf, messageId: MessageId): Promise<boolean> => {
  const found = await reading
    .selectFrom('messages')
    .select('message_id')
    .where('message_id', '=', messageId)
    .where('tenant_id', '=', of.tenantId)
    .where('channel_id', '=', of.channelId)
    .where('feed_id', '=', of.feedId)
    .execute()
  return found.length > 0
}

/** The messages behind an unread count, as people see them, in pages. */
export const unread: AnswerTo<'unread'> = async (reading, schema, viewer, query) => {
  const { type, channelId, feedId, parentId, after, limit = defaultPage } = query
  await enterFeed(reading, viewer, channelId, feedId)
  const of = { ...viewer, channelId, feedId }
  if (parentId !== undefined && !(await hasMessage(reading, of, parentId)))
    throw new Rejected({ _tag: 'MessageNotFound', messageId: parentId })
  const seen = await seenOf(reading, schema, of)
  // Who reads without being a member has no cursor, and nothing that is unread.
  if (seen === undefined) return { type, messages: [], more: false }
  const found = unreadMessages(schema, of, seen, { parentId, after, limit: limit + 1 })
  const rows = sql`select m.*, ${reactionsTo(schema, viewer)} as reactions from (${found}) m`
  const order = sql`r.segment`
  const page = await pageOf(reading, { codec: MessageFound, rows, bytes: messageBytes, order, limit })
  return { type, messages: page.rows.map(messageView), more: page.more }
}
