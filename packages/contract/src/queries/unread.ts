import { ChannelId, FeedId, MessageId, Segment } from '@parley/domain'
import * as t from 'io-ts'
import { MessageView } from '../views/message.ts'
import { page, queryDefinition } from './query-definition.ts'

/**
 * The messages behind one's own unread count of a feed, or with `parentId` behind that of a thread: oldest first, after a
 * segment.
 */
export const unread = queryDefinition(
  'unread',
  { channelId: ChannelId, feedId: FeedId },
  { ...page, parentId: MessageId, after: Segment },
  { messages: t.array(MessageView), more: t.boolean },
)
