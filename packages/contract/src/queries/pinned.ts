import { ChannelId, MessageId, Timestamp, UserId } from '@parley/domain'
import * as t from 'io-ts'
import { MessageView } from '../views/message.ts'
import { page, queryDefinition } from './query-definition.ts'

/** A message that is pinned in its channel, by whom and when. */
const PinView = t.strict({ message: MessageView, pinnedBy: UserId, pinnedAt: Timestamp }, 'PinView')

/** What is pinned in a channel, the latest first, after a message of the page before. */
export const pinned = queryDefinition(
  'pinned',
  { channelId: ChannelId },
  { ...page, after: MessageId },
  { pins: t.array(PinView), more: t.boolean },
)
