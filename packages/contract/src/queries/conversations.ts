import { ChannelId, Timestamp } from '@parley/domain'
import * as t from 'io-ts'
import { ConversationView } from '../views/conversation.ts'
import { page, queryDefinition } from './query-definition.ts'

/** One's own conversation list, latest activity first; `before` and `beforeChannel` of the last line for the next page. */
export const conversations = queryDefinition(
  'conversations',
  {},
  { ...page, before: Timestamp, beforeChannel: ChannelId },
  { conversations: t.array(ConversationView), more: t.boolean },
)
