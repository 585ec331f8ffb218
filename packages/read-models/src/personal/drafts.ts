import { publicRows } from '@parley/contract'
import {
  ChannelId,
  draftRows,
  DraftText,
  FeedId,
  inboxStreams,
  Segment,
  TenantId,
  Timestamp,
  type ToldIn,
  UserId,
} from '@parley/domain'
import { column, decisionRow, nothing, operations, publicRowOf, table, toldModelOf } from '@parley/projection'
import type { Projection } from '@parley/projection'

/** What each person wrote in a feed, and the last segment of that then. Which were emptied by sending is computed. */
const drafts = table({
  name: 'drafts',
  columns: {
    tenant_id: column('text', TenantId),
    user_id: column('text', UserId),
    channel_id: column('uuid', ChannelId),
    feed_id: column('text', FeedId),
    text: column('text', DraftText),
    segment: column('bigint', Segment),
    saved_at: column('text', Timestamp),
  },
  key: ['tenant_id', 'user_id', 'channel_id', 'feed_id'],
})

const { put, remove } = operations(drafts)

const project: Projection<ToldIn<'inbox'>> = ({ event }) => {
  if (event.type !== 'DraftSaved') return nothing
  const { tenantId: tenant_id, userId: user_id, channelId: channel_id, feedId: feed_id } = event
  const { text, segment, at: saved_at } = event
  const key = { tenant_id, user_id, channel_id, feed_id }
  return [text === '' ? remove(key) : put({ ...key, text, segment, saved_at })]
}

export const draftsModel = toldModelOf(inboxStreams, {
  table: drafts,
  version: 1,
  project,
  publicRow: publicRowOf(publicRows.draft, drafts, {
    key: { feedId: 'feed_id' },
    columns: { text: 'text', segment: 'segment', savedAt: 'saved_at' },
    counters: {},
  }),
  decisions: [
    decisionRow(draftRows, {
      table: drafts,
      by: ['channel_id', 'feed_id'],
      columns: ['text', 'segment'],
      row: ({ text, segment }) => ({ kind: 'draft', text, segment }),
    }),
  ],
})
