import * as t from 'io-ts'
import { channelOrder } from './order.ts'

/** Leave a channel. */
export const LeaveChannel = t.strict(
  {
    type: t.literal('LeaveChannel'),
    ...channelOrder,
  },
  'LeaveChannel',
)
export type LeaveChannel = t.TypeOf<typeof LeaveChannel>
