import * as t from 'io-ts'
import { UserId } from '../ids.ts'

/** The person that it is about is no member of the channel. */
export const UserIsNotAMember = t.strict(
  {
    _tag: t.literal('UserIsNotAMember'),
    userId: UserId,
  },
  'UserIsNotAMember',
)
export type UserIsNotAMember = t.TypeOf<typeof UserIsNotAMember>
