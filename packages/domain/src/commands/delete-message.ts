import * as t from 'io-ts'
import { MessageId } from '../ids.ts'
import { channelOrder } from './order.ts'

/** Take back one's own message, or, as a moderator, remove another's. */
export const DeleteMessage = t.strict(
  {
    type: t.literal('DeleteMessage'),
    ...channelOrder,
    messageId: MessageId,
  },
  'DeleteMessage',
)
export type DeleteMessage = t.TypeOf<typeof DeleteMessage>
