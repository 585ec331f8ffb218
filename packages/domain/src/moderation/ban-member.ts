import * as E from 'fp-ts/lib/Either.js'
import { enter } from '../channel/entry.ts'
import type { CommandOf } from '../kit/command.ts'
import { makes, nothing } from '../kit/decision.ts'
import type { MemberLeft } from '../membership/events.ts'
import { type OfTwo, readsOfTwo } from '../membership/reads-of-two.ts'
import { memberOf } from '../membership/rows.ts'
import { addsNobody, channelCommand } from '../streams/channel-command.ts'
import { factsOf } from '../streams/channel-stream.ts'
import { isDone } from '../streams/done-rows.ts'
import { TypedUserId, UserId } from '../values/ids.ts'
import type { MemberBanned, MemberUnbanned } from './ban-events.ts'
import { banKey, banOf } from './ban-rows.ts'
import { overAlready } from './not-over.ts'
import { TypedReason } from './reason.ts'
import { notBelow } from './not-below.ts'
import { Until } from '../values/until.ts'

const reads = (command: OfTwo) => [...readsOfTwo(command), banKey(command.userId)]

/** BAN-1 to BAN-4: who stands below, or is no member, is kept out; a member goes by it. */
export const BanMember = channelCommand(
  'BanMember',
  { userId: TypedUserId, until: Until, reason: TypedReason },
  {
    reads,
    decide: (command, rows) => {
      if (isDone(rows, command)) return nothing
      const entry = enter(rows, command, 'ban')
      if (E.isLeft(entry)) return entry
      const { userId, until, reason, by, at } = command
      const rejected = notBelow(rows, by, entry.right.role, userId) ?? overAlready(until, at)
      if (rejected !== undefined) return rejected
      const target = memberOf(rows, userId)
      if (target === undefined && banOf(rows, userId, at)?.until === until) return nothing
      const facts = factsOf(command)
      const rolesBefore = target === undefined ? [] : [target.role]
      return makes<MemberBanned | MemberLeft>(
        { type: 'MemberBanned', ...facts, userId, rolesBefore, until, reason },
        ...rolesBefore.map((role): MemberLeft => ({ type: 'MemberLeft', ...facts, userId, role })),
      )
    },
    adds: addsNobody,
  },
)
export type BanMember = CommandOf<typeof BanMember>

/** BAN-5: a ban is taken back by who may ban, and makes nobody a member. */
export const UnbanMember = channelCommand(
  'UnbanMember',
  { userId: UserId },
  {
    reads,
    decide: (command, rows) => {
      if (isDone(rows, command)) return nothing
      const entry = enter(rows, command, 'ban')
      if (E.isLeft(entry)) return entry
      const { userId, at } = command
      if (banOf(rows, userId, at) === undefined) return nothing
      return makes<MemberUnbanned>({ type: 'MemberUnbanned', ...factsOf(command), userId })
    },
    adds: addsNobody,
  },
)
export type UnbanMember = CommandOf<typeof UnbanMember>
