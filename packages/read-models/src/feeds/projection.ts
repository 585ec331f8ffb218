import { beforeFirst, beginsWithChannel, channelStreams, mainFeed, mainFeedName } from '@parley/domain'
import type { ChannelCreated, FeedCreated, FeedId, FeedName, ToldIn } from '@parley/domain'
import { nothing, operations, toldModelOf } from '@parley/projection'
import type { Operation, Projected } from '@parley/projection'
import { decisions } from './decisions.ts'
import { publicRow } from './public.ts'
import { feeds } from './table.ts'
import { withinChannel } from '../within-channel.ts'

const { put, patch, add } = operations(feeds)

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
    message_count: 0,
    created_at: event.at,
    created_by: event.by,
    edited_at: null,
    deleted_at: null,
    position,
  })

const ofFeeds = ['FeedCreated', 'FeedRenamed', 'FeedDeleted', 'MessageSent', 'MessageDeleted'] as const

type OfFeed = Extract<ToldIn<'channel'>, { readonly type: (typeof ofFeeds)[number] }>

const isOfFeed = (event: ToldIn<'channel'>): event is OfFeed => ofFeeds.some((type) => type === event.type)

const project = (projected: Projected<ToldIn<'channel'>>): ReadonlyArray<Operation> => {
  const { event } = projected
  if (event.type === 'ChannelCreated')
    return [begun(event, { feedId: mainFeed, name: mainFeedName }, projected)]
  if (!isOfFeed(event)) return nothing
  const key = { tenant_id: event.tenantId, channel_id: event.channelId, feed_id: event.feedId }
  switch (event.type) {
    case 'FeedCreated':
      return [
        beginsWithChannel(event.feedId) ? patch(key, { name: event.name }) : begun(event, event, projected),
      ]
    case 'FeedRenamed':
      return [patch(key, { name: event.name, edited_at: event.at })]
    case 'FeedDeleted':
      return [patch(key, { deleted_at: event.at })]
    case 'MessageSent': {
      const { segment, messageId, at } = event
      const last = { last_segment: segment, last_message_id: messageId, last_activity_at: at }
      return [patch(key, last), add(key, { message_count: 1 })]
    }
    case 'MessageDeleted':
      return [add(key, { message_count: -1 })]
    default:
      return event satisfies never
  }
}

export const feedsModel = toldModelOf(channelStreams, {
  table: feeds,
  version: 3,
  project: withinChannel(feeds, project),
  decisions,
  publicRow,
})
