import { ChannelId, MessageId, SeenReactionName, UserId } from '@parley/domain'
import * as t from 'io-ts'
import { page, queryDefinition } from './query-definition.ts'

/** Everybody who reacted to a message with one name, by user id, after one; nobody where it was deleted. */
export const reactions = queryDefinition(
  'reactions',
  { channelId: ChannelId, messageId: MessageId, name: SeenReactionName },
  { ...page, after: UserId },
  { people: t.array(UserId), more: t.boolean },
)
