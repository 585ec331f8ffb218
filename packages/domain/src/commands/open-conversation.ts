import * as t from 'io-ts'
import { UserId } from '../ids.ts'
import { channelOrder } from './order.ts'

/** Open the conversation with another person: the same two always get the same channel. */
export const OpenConversation = t.strict(
  {
    type: t.literal('OpenConversation'),
    ...channelOrder,
    withUserId: UserId,
  },
  'OpenConversation',
)
export type OpenConversation = t.TypeOf<typeof OpenConversation>
