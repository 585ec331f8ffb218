import type { ChannelId, FeedId, MessageId, Segment } from '@parley/domain'
import type { MessageView } from '@parley/contract'
import { defaultPage } from '@parley/contract'
import { type RawBuilder, sql } from 'kysely'
import { inKeptFeed } from '../feeds/kept.ts'
import { enter, enterFeed } from '../queries/access.ts'
import { type Reading, rowsAs } from '../queries/database.ts'
import { pageOf } from '../queries/page.ts'
import type { AnswerTo, Viewer } from '../queries/queries.ts'
import { Rejected } from '../queries/rejecting.ts'
import { MessageFound, messageBytes, messageView, reactionsTo } from './view.ts'

const inChannel = (reading: Reading, schema: string, viewer: Viewer, channelId: ChannelId) =>
  reading
    .selectFrom('messages as m')
    .selectAll('m')
    .select(reactionsTo(schema, viewer).as('reactions'))
    .where('m.tenant_id', '=', viewer.tenantId)
    .where('m.channel_id', '=', channelId)

interface Page {
  readonly messages: Array<MessageView>
  readonly more: boolean
}

/**
 * Messages at the top of threads, or all of the feed, oldest first: the first after `after`, or else the last before `before`, or of all.
 * `more`: there are others further on, in the direction that was asked for.
 */
const historyPage = async (
  reading: Reading,
  schema: string,
  viewer: Viewer,
  where: {
    readonly channelId: ChannelId
    readonly feedId: FeedId
    readonly before?: Segment
    readonly after?: Segment
    readonly withReplies?: boolean
    readonly limit: number
  },
): Promise<Page> => {
  const { channelId, feedId, before, after, withReplies = false, limit } = where
  const forwards = after !== undefined
  const inFeed = (which: RawBuilder<boolean>) =>
    inChannel(reading, schema, viewer, channelId)
      .where('m.feed_id', '=', feedId)
      .where(which)
      .$if(after !== undefined, (query) => query.where('m.segment', '>', after as Segment))
      .$if(before !== undefined, (query) => query.where('m.segment', '<', before as Segment))
      .orderBy('m.segment', forwards ? 'asc' : 'desc')
      .limit(limit + 1)
  const top = inFeed(sql<boolean>`m.parent_id is null`)
  // Each of these goes over an index of its own; one index of all would be written with every message.
  const rows = withReplies
    ? sql`(${top}) union all (${inFeed(sql<boolean>`m.parent_id is not null and m.deleted_at is null`)})
        union all (${inFeed(sql<boolean>`m.parent_id is not null and m.deleted_at is not null`)})
        order by segment ${sql.raw(forwards ? 'asc' : 'desc')} limit ${limit + 1}::bigint`
    : top
  const order = forwards ? sql`r.segment` : sql`r.segment desc`
  const page = await pageOf(reading, { codec: MessageFound, rows, bytes: messageBytes, order, limit })
  const found = page.rows.map(messageView)
  return { messages: forwards ? found : found.toReversed(), more: page.more }
}

export const history: AnswerTo<'history'> = async (reading, schema, viewer, { type, ...query }) => {
  await enterFeed(reading, viewer, query.channelId, query.feedId)
  const limit = query.limit ?? defaultPage
  return { type, ...(await historyPage(reading, schema, viewer, { ...query, limit })) }
}

const message = async (
  reading: Reading,
  schema: string,
  viewer: Viewer,
  channelId: ChannelId,
  messageId: MessageId,
): Promise<MessageView> => {
  const rows = await inChannel(reading, schema, viewer, channelId)
    .where('m.message_id', '=', messageId)
    .where(inKeptFeed(schema))
    .execute()
  const [found] = rowsAs(MessageFound, rows)
  if (found === undefined) throw new Rejected({ _tag: 'MessageNotFound', messageId })
  return messageView(found)
}

export const thread: AnswerTo<'thread'> = async (reading, schema, viewer, query) => {
  await enter(reading, viewer, query.channelId)
  const parent = await message(reading, schema, viewer, query.channelId, query.parentId)
  const limit = query.limit ?? defaultPage
  const rows = inChannel(reading, schema, viewer, query.channelId)
    .where('m.parent_id', '=', query.parentId)
    .$if(query.after !== undefined, (replies) => replies.where('m.segment', '>', query.after as Segment))
    .orderBy('m.segment')
    .limit(limit + 1)
  const order = sql`r.segment`
  const page = await pageOf(reading, { codec: MessageFound, rows, bytes: messageBytes, order, limit })
  return { type: 'thread', parent, replies: page.rows.map(messageView), more: page.more }
}
