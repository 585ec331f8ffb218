import * as t from 'io-ts'
import { UserId } from '../ids.ts'
import { Role } from '../roles.ts'
import { channelFacts } from './facts.ts'

/** A member went, by themselves or removed by another. */
export const MemberLeft = t.strict(
  {
    type: t.literal('MemberLeft'),
    ...channelFacts,
    userId: UserId,
    /** The role that they had. */
    role: Role,
  },
  'MemberLeft',
)
export type MemberLeft = t.TypeOf<typeof MemberLeft>
