import * as t from 'io-ts'
import { FeedId, MessageId, UserId } from '../values/ids.ts'
import { Segment } from '../values/numbers.ts'
import type { MessageRow } from './rows.ts'

/** Which message an event is about, and what readers need to know of it without looking it up. */
export const messageFacts = {
  messageId: MessageId,
  senderId: UserId,
  feedId: FeedId,
  segment: Segment,
  /** The message that it answers; null at the top of a thread. */
  parentId: t.union([MessageId, t.null]),
}

/** What events about a message say of it. */
export const messageFactsOf = (messageId: MessageId, message: MessageRow) => ({
  messageId,
  senderId: message.senderId,
  feedId: message.feedId,
  segment: message.segment,
  parentId: message.parentId,
})
