import * as t from 'io-ts'
import { Body } from '../body.ts'
import { MessageId } from '../ids.ts'
import { channelOrder } from './order.ts'

/** Write one's own message anew. */
export const EditMessage = t.strict(
  {
    type: t.literal('EditMessage'),
    ...channelOrder,
    messageId: MessageId,
    body: Body,
  },
  'EditMessage',
)
export type EditMessage = t.TypeOf<typeof EditMessage>
