import * as t from 'io-ts'
import { ChannelName, Description } from '../channel-facts.ts'
import { UserId } from '../ids.ts'
import { channelOrder } from './order.ts'

/** Begin a channel; whoever asks becomes its owner, `members` join with it. */
export const CreateChannel = t.strict(
  {
    type: t.literal('CreateChannel'),
    ...channelOrder,
    channelType: t.union([t.literal('standard'), t.literal('private'), t.literal('broadcast')]),
    name: ChannelName,
    description: Description,
    members: t.readonlyArray(UserId),
  },
  'CreateChannel',
)
export type CreateChannel = t.TypeOf<typeof CreateChannel>
