import { ChannelId, MessageId, Timestamp, UserId } from '@parley/domain'
import * as t from 'io-ts'
import { queryDefinition } from './query-definition.ts'

/**
 * Whether a member has a message, and has read it: each null where not, or else the moment of the mark by which that is
 * known. What was read has come, too.
 */
const ReceiptView = t.strict(
  {
    userId: UserId,
    deliveredAt: t.union([Timestamp, t.null]),
    readAt: t.union([Timestamp, t.null]),
  },
  'ReceiptView',
)

/** Whom a message has come to, and who has read it, in a channel of up to 100 members, by user id. */
export const receipts = queryDefinition(
  'receipts',
  { channelId: ChannelId, messageId: MessageId },
  {},
  { receipts: t.array(ReceiptView) },
)
