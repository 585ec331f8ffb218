import * as t from 'io-ts'
import { UserId } from '../ids.ts'
import { Segment } from '../numbers.ts'
import { Role } from '../roles.ts'
import { channelFacts } from './facts.ts'

/** Somebody became a member, by themselves or added by another. */
export const MemberJoined = t.strict(
  {
    type: t.literal('MemberJoined'),
    ...channelFacts,
    userId: UserId,
    role: Role,
    /** The last segment of the main feed at that moment: what came before is not unread for them. */
    segment: Segment,
  },
  'MemberJoined',
)
export type MemberJoined = t.TypeOf<typeof MemberJoined>
