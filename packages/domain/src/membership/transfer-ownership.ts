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
import type { MembershipRejection } from './rejections.ts'
import type { Role } from './roles.ts'
import { memberOf } from './rows.ts'

/** What who hands a channel over is from then on. */
const afterwards = 'admin' satisfies Role

/** MEM-21: an owner makes another member the owner instead of themselves, in one append; they are an admin then. */
export const TransferOwnership = channelCommand(
  'TransferOwnership',
  { userId: UserId },
  {
    reads: readsOfTwo,
    decide: (command, rows) => {
      if (isDone(rows, command)) return nothing
      const entry = enter(rows, command, 'transfer')
      if (E.isLeft(entry)) return entry
      const { userId, by } = command
      if (userId === by) return nothing
      const target = memberOf(rows, userId)
      if (target === undefined) return rejects<MembershipRejection>({ _tag: 'UserIsNotAMember', userId })
      const changed = (whose: UserId, previous: Role, role: Role): MemberRoleChanged => ({
        type: 'MemberRoleChanged',
        ...factsOf(command),
        userId: whose,
        role,
        previous,
      })
      // First theirs: the channel has an owner all the time.
      return makes<MemberRoleChanged>(
        ...(target.role === 'owner' ? [] : [changed(userId, target.role, 'owner')]),
        changed(by, entry.right.role, afterwards),
      )
    },
    adds: addsNobody,
  },
)
export type TransferOwnership = CommandOf<typeof TransferOwnership>
