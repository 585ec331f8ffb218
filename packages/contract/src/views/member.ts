import { Nickname, Role, SegmentByFeed, Timestamp, UserId } from '@parley/domain'
import * as t from 'io-ts'

/** A member of a channel. */
export const MemberView = t.strict(
  {
    userId: UserId,
    role: Role,
    joinedAt: Timestamp,
    /** The last segment of each feed when they joined: what came before is not unread for them. */
    joinedSegments: SegmentByFeed,
    /** What they are called in the channel; null where they did not say. */
    nickname: t.union([Nickname, t.null]),
  },
  'MemberView',
)
export type MemberView = t.TypeOf<typeof MemberView>
