import * as E from 'fp-ts/lib/Either.js'
import type { ChangeRole } from '../../commands/change-role.ts'
import { isAtLeast } from '../../roles.ts'
import { type Decision, factsOf, makes, nothing, rejects } from '../decision.ts'
import { enterToManage } from '../entry.ts'
import { isDone, memberOf } from '../look-up.ts'
import type { ChannelRows } from '../rows.ts'

/** MEM-10 to MEM-13: owners give any role, admins those below their own to those below them. */
export const changeRole = (command: ChangeRole, rows: ChannelRows): Decision => {
  if (isDone(rows, command)) return nothing
  const entry = enterToManage(rows, command.by, 'admin')
  if (E.isLeft(entry)) return entry
  const { channel, role } = entry.right
  const target = memberOf(rows, command.userId)
  if (target === undefined) return rejects({ _tag: 'UserIsNotAMember', userId: command.userId })
  if (target.role === command.role) return nothing
  if (role !== 'owner') {
    if (isAtLeast(target.role, 'admin')) return rejects({ _tag: 'OutranksYou', userId: command.userId })
    if (isAtLeast(command.role, 'admin')) return rejects({ _tag: 'RoleTooLow', needs: 'owner' })
  }
  if (target.role === 'owner' && channel.owners === 1) return rejects({ _tag: 'LastOwner' })
  return makes({
    type: 'MemberRoleChanged',
    ...factsOf(command),
    userId: command.userId,
    role: command.role,
    previous: target.role,
  })
}
