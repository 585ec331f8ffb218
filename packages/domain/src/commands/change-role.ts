import * as t from 'io-ts'
import { UserId } from '../ids.ts'
import { Role } from '../roles.ts'
import { channelOrder } from './order.ts'

/** Give a member another role. */
export const ChangeRole = t.strict(
  {
    type: t.literal('ChangeRole'),
    ...channelOrder,
    userId: UserId,
    role: Role,
  },
  'ChangeRole',
)
export type ChangeRole = t.TypeOf<typeof ChangeRole>
