import * as E from 'fp-ts/lib/Either.js'
import { enter } from '../channel/entry.ts'
import type { CommandOf } from '../kit/command.ts'
import { makes, nothing, rejects } from '../kit/decision.ts'
import { addsNobody, channelCommand } from '../streams/channel-command.ts'
import { factsOf } from '../streams/channel-stream.ts'
import { isDone } from '../streams/done-rows.ts'
import { UserId } from '../values/ids.ts'
import type { MemberRoleChanged } from './events.ts'
import { readsOfTwo } from './reads-of-two.ts'
import { leastToGive, rolesToGive } from '../permissions/ranks.ts'
import type { MembershipRejection } from './rejections.ts'
import { Role } from './roles.ts'
import { memberOf } from './rows.ts'

/** MEM-10 to MEM-13: owners give any role, others those below their own to those below them. */
export const ChangeRole = channelCommand(
  'ChangeRole',
  { userId: UserId, role: Role },
  {
    reads: readsOfTwo,
    decide: (command, rows) => {
      if (isDone(rows, command)) return nothing
      const entry = enter(rows, command, 'changeRoles')
      if (E.isLeft(entry)) return entry
      const { channel, role } = entry.right
      const { userId } = command
      const target = memberOf(rows, userId)
      if (target === undefined) return rejects<MembershipRejection>({ _tag: 'UserIsNotAMember', userId })
      if (target.role === command.role) return nothing
      const given = rolesToGive(role, target.role)
      if (given.length === 0) return rejects<MembershipRejection>({ _tag: 'OutranksYou', userId })
      if (!given.includes(command.role))
        return rejects<MembershipRejection>({
          _tag: 'RoleTooLow',
          needs: leastToGive(target.role, command.role),
        })
      if (target.role === 'owner' && channel.owners === 1)
        return rejects<MembershipRejection>({ _tag: 'LastOwner' })
      return makes<MemberRoleChanged>({
        type: 'MemberRoleChanged',
        ...factsOf(command),
        userId,
        role: command.role,
        previous: target.role,
      })
    },
    adds: addsNobody,
  },
)
export type ChangeRole = CommandOf<typeof ChangeRole>
