import * as t from 'io-ts'
import { channelOrder } from './order.ts'

/** Become a member of an open channel. */
export const JoinChannel = t.strict(
  {
    type: t.literal('JoinChannel'),
    ...channelOrder,
  },
  'JoinChannel',
)
export type JoinChannel = t.TypeOf<typeof JoinChannel>
