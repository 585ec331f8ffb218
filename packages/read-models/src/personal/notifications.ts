import { publicRows } from '@parley/contract'
import {
  allFeeds,
  ChannelId,
  FeedId,
  inboxStreams,
  NotificationMode,
  notificationRows,
  type NotificationScope,
  TenantId,
  Timestamp,
  type ToldIn,
  UserId,
} from '@parley/domain'
import { column, decisionRow, nothing, operations, publicRowOf, table, toldModelOf } from '@parley/projection'
import type { Projection } from '@parley/projection'
import * as t from 'io-ts'

/** What each person chose to be notified of, in a feed, or (`*`) in all that have nothing of their own. */
const notifications = table({
  name: 'notifications',
  columns: {
    tenant_id: column('text', TenantId),
    user_id: column('text', UserId),
    channel_id: column('uuid', ChannelId),
    scope: column('text', t.union([t.literal(allFeeds), FeedId])),
    mode: column('text', NotificationMode),
    until: column('text', t.union([Timestamp, t.null])),
  },
  key: ['tenant_id', 'user_id', 'channel_id', 'scope'],
})

const { put, remove } = operations(notifications)

const project: Projection<ToldIn<'inbox'>> = ({ event }) => {
  if (event.type !== 'NotificationSet') return nothing
  const { tenantId: tenant_id, userId: user_id, channelId: channel_id, mode, until } = event
  const key = { tenant_id, user_id, channel_id, scope: event.feedId ?? allFeeds }
  return [mode === 'default' ? remove(key) : put({ ...key, mode, until })]
}

const feedOf = (scope: NotificationScope): FeedId | null => (scope === allFeeds ? null : scope)

export const notificationsModel = toldModelOf(inboxStreams, {
  table: notifications,
  version: 1,
  project,
  publicRow: publicRowOf(publicRows.notification, notifications, {
    key: { feedId: { column: 'scope', as: feedOf } },
    columns: { mode: 'mode', until: 'until' },
    counters: {},
  }),
  decisions: [
    decisionRow(notificationRows, {
      table: notifications,
      by: ['channel_id', 'scope'],
      columns: ['mode', 'until'],
      row: ({ mode, until }) => ({ kind: 'notification', mode, until }),
    }),
  ],
})
