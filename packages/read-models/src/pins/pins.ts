import { defaultPage, publicRows } from '@parley/contract'
import {
  ChannelId,
  channelStreams,
  FeedId,
  MessageId,
  pinsRows,
  Position,
  TenantId,
  Timestamp,
  UserId,
} from '@parley/domain'
import type { PinsRow, ToldIn } from '@parley/domain'
import {
  column,
  decisionRows,
  nothing,
  operations,
  publicRowOf,
  table,
  toldModelOf,
} from '@parley/projection'
import type { Projection, Row } from '@parley/projection'
import * as t from 'io-ts'
import { sql } from 'kysely'
import { inKeptFeed } from '../feeds/kept.ts'
import { MessageFound, messageBytes, messageView, reactionsTo } from '../messages/view.ts'
import { enter } from '../queries/access.ts'
import { pageOf } from '../queries/page.ts'
import type { AnswerTo } from '../queries/queries.ts'
import { byChannel, withinChannel } from '../within-channel.ts'

/** What is pinned in each channel, by whom and when. */
const pins = table({
  name: 'pins',
  columns: {
    tenant_id: column('text', TenantId),
    channel_id: column('uuid', ChannelId),
    message_id: column('uuid', MessageId),
    feed_id: column('text', FeedId),
    pinned_by: column('text', UserId),
    pinned_at: column('text', Timestamp),
    /** Of the event, which gives the order among them. */
    position: column('bigint', Position),
  },
  key: ['tenant_id', 'channel_id', 'message_id'],
  clearedBy: byChannel,
})

const { put, remove } = operations(pins)

const project: Projection<ToldIn<'channel'>> = ({ event, position }) => {
  if (event.type !== 'MessagePinned' && event.type !== 'MessageUnpinned' && event.type !== 'MessageDeleted')
    return nothing
  const key = { tenant_id: event.tenantId, channel_id: event.channelId, message_id: event.messageId }
  return [
    event.type === 'MessagePinned'
      ? put({ ...key, feed_id: event.feedId, pinned_by: event.by, pinned_at: event.at, position })
      : remove(key),
  ]
}

export const pinsModel = toldModelOf(channelStreams, {
  table: pins,
  version: 2,
  project: withinChannel(pins, project),
  publicRow: publicRowOf(publicRows.pin, pins, {
    key: { messageId: 'message_id' },
    columns: { pinnedBy: 'pinned_by', pinnedAt: 'pinned_at' },
    counters: {},
  }),
  decisions: [
    decisionRows(pinsRows, {
      table: pins,
      by: [],
      columns: ['message_id', 'feed_id'],
      row: (all): PinsRow | undefined =>
        all.length === 0
          ? undefined
          : { kind: 'pins', feedByMessage: new Map(all.map((row) => [row.message_id, row.feed_id])) },
    }),
  ],
})

const { pinned_by, pinned_at } = pins.columns
const Found = t.intersection([
  MessageFound,
  t.type({ pinned_by: pinned_by.codec, pinned_at: pinned_at.codec }, 'Pin'),
])

/** What is pinned in a channel, the latest first; all of it again after a message that is pinned no more. */
export const pinned: AnswerTo<'pinned'> = async (reading, schema, viewer, { type, channelId, ...query }) => {
  await enter(reading, viewer, channelId)
  const limit = query.limit ?? defaultPage
  const rows = reading
    .withTables<{ pins: Row<typeof pins> }>()
    .selectFrom('pins as p')
    .innerJoin('messages as m', 'm.message_id', 'p.message_id')
    .selectAll('m')
    .select(['p.pinned_by', 'p.pinned_at', 'p.position'])
    .select(reactionsTo(schema, viewer).as('reactions'))
    .where('p.tenant_id', '=', viewer.tenantId)
    .where('p.channel_id', '=', channelId)
    .where(inKeptFeed(schema))
    .$if(query.after !== undefined, (all) =>
      all.where(sql<boolean>`p.position < coalesce((
        select a.position from ${sql.id(schema, 'pins')} a
        where a.tenant_id = ${viewer.tenantId} and a.channel_id = ${channelId} and a.message_id = ${query.after}
      ), ${Number.MAX_SAFE_INTEGER}::bigint)`),
    )
    .orderBy('p.position', 'desc')
    .limit(limit + 1)
  const bytes = sql`200 + octet_length(r.pinned_by) + ${messageBytes}`
  const page = await pageOf(reading, { codec: Found, rows, bytes, order: sql`r.position desc`, limit })
  return {
    type,
    pins: page.rows.map((row) => ({
      message: messageView(row),
      pinnedBy: row.pinned_by,
      pinnedAt: row.pinned_at,
    })),
    more: page.more,
  }
}
