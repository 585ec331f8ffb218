import { ChannelId, FeedId, Segment } from '@parley/domain'
import * as t from 'io-ts'
import { MessageView } from '../views/message.ts'
import { page, queryDefinition } from './query-definition.ts'

/** Messages at the top of threads, oldest first within the page: the latest, or those before or after a segment. */
export const history = queryDefinition(
  'history',
  { channelId: ChannelId, feedId: FeedId },
  { ...page, before: Segment, after: Segment },
  { messages: t.array(MessageView), more: t.boolean },
)
