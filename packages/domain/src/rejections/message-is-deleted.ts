import * as t from 'io-ts'
import { MessageId } from '../ids.ts'

/** The message was deleted. */
export const MessageIsDeleted = t.strict(
  {
    _tag: t.literal('MessageIsDeleted'),
    messageId: MessageId,
  },
  'MessageIsDeleted',
)
export type MessageIsDeleted = t.TypeOf<typeof MessageIsDeleted>
