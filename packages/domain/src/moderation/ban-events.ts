import type { EventOf } from '../kit/event.ts'
import { put, remove } from '../kit/row.ts'
import { Role } from '../membership/roles.ts'
import { channelEvent } from '../streams/channel-stream.ts'
import { done } from '../streams/done-rows.ts'
import { UserId } from '../values/ids.ts'
import { listOf } from '../values/list-of.ts'
import { forModerators } from './for-moderators.ts'
import { banKey } from './ban-rows.ts'
import { ReasonOrNone } from './reason.ts'
import { Until } from '../values/until.ts'

/** The most roles that one member has. */
const maxRoles = 100

/**
 * Somebody may not come in, as a member or otherwise. Whoever was one goes by an event of their own, in the same append,
 * which all who watch are told of: that it was a ban, and why, is for moderators.
 */
export const MemberBanned = channelEvent(
  'MemberBanned',
  {
    userId: UserId,
    /** What they were in the channel; nothing of who was no member. */
    rolesBefore: listOf(Role, maxRoles),
    until: Until,
    reason: ReasonOrNone,
  },
  {
    ...forModerators,
    rows: (event) => [put(banKey(event.userId), { kind: 'ban', until: event.until }), done(event)],
  },
)
export type MemberBanned = EventOf<typeof MemberBanned>

/** A ban was taken back, before its end. It makes nobody a member. */
export const MemberUnbanned = channelEvent(
  'MemberUnbanned',
  { userId: UserId },
  {
    ...forModerators,
    rows: (event) => [remove(banKey(event.userId)), done(event)],
  },
)
export type MemberUnbanned = EventOf<typeof MemberUnbanned>
