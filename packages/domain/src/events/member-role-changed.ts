import * as t from 'io-ts'
import { UserId } from '../ids.ts'
import { Role } from '../roles.ts'
import { channelFacts } from './facts.ts'

/** A member got another role. */
export const MemberRoleChanged = t.strict(
  {
    type: t.literal('MemberRoleChanged'),
    ...channelFacts,
    userId: UserId,
    role: Role,
    /** The role that they had. */
    previous: Role,
  },
  'MemberRoleChanged',
)
export type MemberRoleChanged = t.TypeOf<typeof MemberRoleChanged>
