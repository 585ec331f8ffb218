import * as t from 'io-ts'
import { UserId } from '../ids.ts'
import { channelOrder } from './order.ts'

/** End the membership of somebody of lower rank. */
export const RemoveMember = t.strict(
  {
    type: t.literal('RemoveMember'),
    ...channelOrder,
    userId: UserId,
  },
  'RemoveMember',
)
export type RemoveMember = t.TypeOf<typeof RemoveMember>
