import { ChannelId, MessageId, Segment } from '@parley/domain'
import * as t from 'io-ts'
import { MessageView } from '../views/message.ts'
import { page, queryDefinition } from './query-definition.ts'

/** A message and its replies, oldest first, after a segment. */
export const thread = queryDefinition(
  'thread',
  { channelId: ChannelId, parentId: MessageId },
  { ...page, after: Segment },
  { parent: MessageView, replies: t.array(MessageView), more: t.boolean },
)
