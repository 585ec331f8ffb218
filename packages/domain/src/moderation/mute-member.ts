import * as E from 'fp-ts/lib/Either.js'
import { enter } from '../channel/entry.ts'
import type { CommandOf } from '../kit/command.ts'
import { makes, nothing } from '../kit/decision.ts'
import { type OfTwo, readsOfTwo } from '../membership/reads-of-two.ts'
import { addsNobody, channelCommand } from '../streams/channel-command.ts'
import { factsOf } from '../streams/channel-stream.ts'
import { isDone } from '../streams/done-rows.ts'
import { TypedUserId, UserId } from '../values/ids.ts'
import type { MemberMuted, MemberUnmuted } from './mute-events.ts'
import { muteKey, muteOf } from './mute-rows.ts'
import { notBelow } from './not-below.ts'
import { overAlready } from './not-over.ts'
import { TypedReason } from './reason.ts'
import { Until } from '../values/until.ts'

const reads = (command: OfTwo) => [...readsOfTwo(command), muteKey(command.userId)]

/** MUTE-1, MUTE-4, MUTE-5: who stands below, or is no member, is kept from saying anything. */
export const MuteMember = channelCommand(
  'MuteMember',
  { userId: TypedUserId, until: Until, reason: TypedReason },
  {
    reads,
    decide: (command, rows) => {
      if (isDone(rows, command)) return nothing
      const entry = enter(rows, command, 'mute')
      if (E.isLeft(entry)) return entry
      const { userId, until, reason, by, at } = command
      const rejected = notBelow(rows, by, entry.right.role, userId) ?? overAlready(until, at)
      if (rejected !== undefined) return rejected
      if (muteOf(rows, userId, at)?.until === until) return nothing
      return makes<MemberMuted>({ type: 'MemberMuted', ...factsOf(command), userId, until, reason })
    },
    adds: addsNobody,
  },
)
export type MuteMember = CommandOf<typeof MuteMember>

/** MUTE-6: a mute is taken back by who may mute those whom it holds. */
export const UnmuteMember = channelCommand(
  'UnmuteMember',
  { userId: UserId },
  {
    reads,
    decide: (command, rows) => {
      if (isDone(rows, command)) return nothing
      const entry = enter(rows, command, 'mute')
      if (E.isLeft(entry)) return entry
      const { userId, by, at } = command
      const rejected = notBelow(rows, by, entry.right.role, userId)
      if (rejected !== undefined) return rejected
      if (muteOf(rows, userId, at) === undefined) return nothing
      return makes<MemberUnmuted>({ type: 'MemberUnmuted', ...factsOf(command), userId })
    },
    adds: addsNobody,
  },
)
export type UnmuteMember = CommandOf<typeof UnmuteMember>
