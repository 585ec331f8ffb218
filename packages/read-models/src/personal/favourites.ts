import { publicRows } from '@parley/contract'
import {
  ChannelId,
  favouriteRows,
  inboxStreams,
  TenantId,
  Timestamp,
  type ToldIn,
  UserId,
} from '@parley/domain'
import { column, decisionRow, nothing, operations, publicRowOf, table, toldModelOf } from '@parley/projection'
import type { Projection } from '@parley/projection'

/** The channels among each person's favourites. */
const favourites = table({
  name: 'favourites',
  columns: {
    tenant_id: column('text', TenantId),
    user_id: column('text', UserId),
    channel_id: column('uuid', ChannelId),
    since: column('text', Timestamp),
  },
  key: ['tenant_id', 'user_id', 'channel_id'],
})

const { put, remove } = operations(favourites)

const project: Projection<ToldIn<'inbox'>> = ({ event }) => {
  if (event.type !== 'FavouriteSet') return nothing
  const key = { tenant_id: event.tenantId, user_id: event.userId, channel_id: event.channelId }
  return [event.favourite ? put({ ...key, since: event.at }) : remove(key)]
}

export const favouritesModel = toldModelOf(inboxStreams, {
  table: favourites,
  version: 1,
  project,
  publicRow: publicRowOf(publicRows.favourite, favourites, {
    key: {},
    columns: { since: 'since' },
    counters: {},
  }),
  decisions: [
    decisionRow(favouriteRows, {
      table: favourites,
      by: ['channel_id'],
      columns: [],
      row: () => ({ kind: 'favourite' }),
    }),
  ],
})
