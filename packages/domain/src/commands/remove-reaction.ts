import * as t from 'io-ts'
import { MessageId } from '../ids.ts'
import { ReactionName } from '../reaction-name.ts'
import { channelOrder } from './order.ts'

/** Take one's own reaction back. */
export const RemoveReaction = t.strict(
  {
    type: t.literal('RemoveReaction'),
    ...channelOrder,
    messageId: MessageId,
    name: ReactionName,
  },
  'RemoveReaction',
)
export type RemoveReaction = t.TypeOf<typeof RemoveReaction>
