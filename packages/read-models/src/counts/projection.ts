import { channelStreams } from '@parley/domain'
import type { EventIn } from '@parley/domain'
import { counting, nothing, readModelOf } from '@parley/projection'
import type { Projection } from '@parley/projection'
import { blockOf } from './block.ts'
import { feedCounts, senderCounts } from './tables.ts'
import { withinChannel } from '../within-channel.ts'

const countInFeed = counting(feedCounts)
const countOfSender = counting(senderCounts)

const inFeed: Projection<EventIn<'channel'>> = ({ event }) => {
  if (event.type !== 'MessageSent' && event.type !== 'MessageDeleted') return nothing
  const isDeleted = event.type === 'MessageDeleted'
  const isReply = event.parentId !== null
  if (!isDeleted && !isReply) return nothing
  const { tenantId, channelId, feedId, segment } = event
  return [
    countInFeed(
      { tenant_id: tenantId, channel_id: channelId, feed_id: feedId, block: blockOf(segment) },
      { deleted: isDeleted ? 1 : 0, replies: isReply ? (isDeleted ? -1 : 1) : 0 },
    ),
  ]
}

const ofSender: Projection<EventIn<'channel'>> = ({ event }) => {
  if (event.type !== 'MessageSent' && event.type !== 'MessageDeleted') return nothing
  const more = event.type === 'MessageSent' ? 1 : -1
  const { tenantId, channelId, feedId, segment, senderId, parentId } = event
  const feed = { tenant_id: tenantId, channel_id: channelId, feed_id: feedId }
  return [
    countOfSender(
      { ...feed, sender_id: senderId, block: blockOf(segment) },
      { messages: more, replies: parentId === null ? 0 : more },
    ),
  ]
}

export const feedCountsModel = readModelOf(channelStreams, {
  table: feedCounts,
  version: 1,
  project: withinChannel(feedCounts, inFeed),
})
export const senderCountsModel = readModelOf(channelStreams, {
  table: senderCounts,
  version: 1,
  project: withinChannel(senderCounts, ofSender),
})
