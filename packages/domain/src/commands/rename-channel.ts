import * as t from 'io-ts'
import { ChannelName } from '../channel-facts.ts'
import { channelOrder } from './order.ts'

/** Give a channel another name. */
export const RenameChannel = t.strict(
  {
    type: t.literal('RenameChannel'),
    ...channelOrder,
    name: ChannelName,
  },
  'RenameChannel',
)
export type RenameChannel = t.TypeOf<typeof RenameChannel>
