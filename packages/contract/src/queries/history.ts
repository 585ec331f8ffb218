import { ChannelId, FeedId, Segment } from '@parley/domain'
import * as t from 'io-ts'
import { MessageView } from '../views/message.ts'
import { page, queryDefinition } from './query-definition.ts'

/**
 * Messages of a feed, oldest first within the page: the latest, or those before or after a segment. Those at the top of
 * threads; `withReplies`: all of them by segment, so that threads can be put together by `parentId`.
 */
export const history = queryDefinition(
  'history',
  { channelId: ChannelId, feedId: FeedId },
  { ...page, before: Segment, after: Segment, withReplies: t.boolean },
  { messages: t.array(MessageView), more: t.boolean },
)
