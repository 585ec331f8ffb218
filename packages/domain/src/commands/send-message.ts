import * as t from 'io-ts'
import { Body } from '../body.ts'
import { FeedId, MessageId } from '../ids.ts'
import { channelOrder } from './order.ts'

/** Send a message, or with `parentId` a reply. `commandId` is the sender's `clientMessageId`; `messageId` derives from it. */
export const SendMessage = t.strict(
  {
    type: t.literal('SendMessage'),
    ...channelOrder,
    messageId: MessageId,
    feedId: FeedId,
    parentId: t.union([MessageId, t.null]),
    body: Body,
  },
  'SendMessage',
)
export type SendMessage = t.TypeOf<typeof SendMessage>
