import * as t from 'io-ts'
import { UserId } from '../ids.ts'
import { channelOrder } from './order.ts'

/** Make somebody else a member. */
export const AddMember = t.strict(
  {
    type: t.literal('AddMember'),
    ...channelOrder,
    userId: UserId,
  },
  'AddMember',
)
export type AddMember = t.TypeOf<typeof AddMember>
