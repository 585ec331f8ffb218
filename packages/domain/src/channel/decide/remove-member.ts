import * as E from 'fp-ts/lib/Either.js'
import type { RemoveMember } from '../../commands/remove-member.ts'
import { outranks } from '../../roles.ts'
import { type Decision, factsOf, makes, nothing, rejects } from '../decision.ts'
import { enterToManage } from '../entry.ts'
import { isDone, memberOf } from '../look-up.ts'
import type { ChannelRows } from '../rows.ts'
import { leaveChannel } from './leave-channel.ts'

/** MEM-8, MEM-9: a moderator or above removes whoever stands below them; removing oneself is leaving. */
export const removeMember = (command: RemoveMember, rows: ChannelRows): Decision => {
  if (command.userId === command.by) return leaveChannel(command, rows)
  if (isDone(rows, command)) return nothing
  const entry = enterToManage(rows, command.by, 'moderator')
  if (E.isLeft(entry)) return entry
  const target = memberOf(rows, command.userId)
  if (target === undefined) return nothing
  if (!outranks(entry.right.role, target.role)) {
    return rejects({ _tag: 'OutranksYou', userId: command.userId })
  }
  return makes({ type: 'MemberLeft', ...factsOf(command), userId: command.userId, role: target.role })
}
