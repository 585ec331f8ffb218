import * as t from 'io-ts'
import { MessageId } from '../ids.ts'
import { ReactionName } from '../reaction-name.ts'
import { channelOrder } from './order.ts'

/** React to a message. */
export const AddReaction = t.strict(
  {
    type: t.literal('AddReaction'),
    ...channelOrder,
    messageId: MessageId,
    name: ReactionName,
  },
  'AddReaction',
)
export type AddReaction = t.TypeOf<typeof AddReaction>
