import * as t from 'io-ts'
import { MessageId } from '../ids.ts'

/** Only its sender may edit a message, or in a conversation delete it. */
export const NotTheSender = t.strict(
  {
    _tag: t.literal('NotTheSender'),
    messageId: MessageId,
  },
  'NotTheSender',
)
export type NotTheSender = t.TypeOf<typeof NotTheSender>
