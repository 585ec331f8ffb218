import * as E from 'fp-ts/lib/Either.js'
import { enter } from '../channel/entry.ts'
import type { CommandOf } from '../kit/command.ts'
import { makes, nothing, rejects } from '../kit/decision.ts'
import { addsNobody, channelCommand } from '../streams/channel-command.ts'
import { factsOf } from '../streams/channel-stream.ts'
import { isDone } from '../streams/done-rows.ts'
import { UserId } from '../values/ids.ts'
import type { MemberLeft } from './events.ts'
import { leave } from './leave-channel.ts'
import { readsOfTwo } from './reads-of-two.ts'
import type { MembershipRejection } from './rejections.ts'
import { outranks } from './roles.ts'
import { memberOf } from './rows.ts'

/** MEM-8, MEM-9: one removes whom one outranks; removing oneself is leaving. */
export const RemoveMember = channelCommand(
  'RemoveMember',
  { userId: UserId },
  {
    reads: readsOfTwo,
    decide: (command, rows) => {
      if (command.userId === command.by) return leave(command, rows)
      if (isDone(rows, command)) return nothing
      const entry = enter(rows, command, 'remove')
      if (E.isLeft(entry)) return entry
      const { userId } = command
      const target = memberOf(rows, userId)
      if (target === undefined) return nothing
      if (!outranks(entry.right.role, target.role))
        return rejects<MembershipRejection>({ _tag: 'OutranksYou', userId })
      return makes<MemberLeft>({ type: 'MemberLeft', ...factsOf(command), userId, role: target.role })
    },
    adds: addsNobody,
  },
)
export type RemoveMember = CommandOf<typeof RemoveMember>
