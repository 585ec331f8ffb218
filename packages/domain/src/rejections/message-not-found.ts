import * as t from 'io-ts'
import { MessageId } from '../ids.ts'

/** The channel has no such message. */
export const MessageNotFound = t.strict(
  {
    _tag: t.literal('MessageNotFound'),
    messageId: MessageId,
  },
  'MessageNotFound',
)
export type MessageNotFound = t.TypeOf<typeof MessageNotFound>
