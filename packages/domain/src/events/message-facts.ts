import * as t from 'io-ts'
import { FeedId, MessageId, UserId } from '../ids.ts'
import { Segment } from '../numbers.ts'

/** Which message an event is about, and what readers need to know of it without looking it up. */
export const messageFacts = {
  messageId: MessageId,
  senderId: UserId,
  feedId: FeedId,
  segment: Segment,
  /** The message that it answers; null at the top of a thread. */
  parentId: t.union([MessageId, t.null]),
}
