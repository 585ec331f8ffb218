import { beforeFirst, beginsWithChannel, channelStreams, mainFeed, mainFeedName } from '@parley/domain'
import type { ChannelCreated, FeedCreated, FeedId, FeedName, ToldIn } from '@parley/domain'
import { nothing, operations, toldModelOf } from '@parley/projection'
import type { Operation, Projected } from '@parley/projection'
import { publicRow } from './public.ts'
import { feeds } from './table.ts'
import { withinChannel } from '../within-channel.ts'

const { put, patch } = operations(feeds)

const begun = (
  event: ChannelCreated | FeedCreated,
  { feedId, name }: { readonly feedId: FeedId; readonly name: FeedName },
  { position }: Pick<Projected, 'position'>,
): Operation =>
  put({
    tenant_id: event.tenantId,
    channel_id: event.channelId,
    feed_id: feedId,
    name,
    last_segment: beforeFirst,
    last_message_id: null,
    last_activity_at: event.at,
    position,
  })

const project = (projected: Projected<ToldIn<'channel'>>): ReadonlyArray<Operation> => {
  const { event } = projected
  if (event.type === 'ChannelCreated')
    return [begun(event, { feedId: mainFeed, name: mainFeedName }, projected)]
  if (event.type !== 'FeedCreated' && event.type !== 'MessageSent') return nothing
  const key = { tenant_id: event.tenantId, channel_id: event.channelId, feed_id: event.feedId }
  if (event.type === 'FeedCreated')
    return [
      beginsWithChannel(event.feedId) ? patch(key, { name: event.name }) : begun(event, event, projected),
    ]
  const { segment, messageId, at } = event
  return [patch(key, { last_segment: segment, last_message_id: messageId, last_activity_at: at })]
}

export const feedsModel = toldModelOf(channelStreams, {
  table: feeds,
  version: 2,
  project: withinChannel(feeds, project),
  publicRow,
})
