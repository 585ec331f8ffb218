import * as E from 'fp-ts/lib/Either.js'
import { maxMembers } from '../../bounds.ts'
import type { AddMember } from '../../commands/add-member.ts'
import { beforeFirst, mainFeed } from '../../feed.ts'
import { isAtLeast } from '../../roles.ts'
import { type Decision, factsOf, makes, nothing, rejects } from '../decision.ts'
import { enterToManage } from '../entry.ts'
import { isDone, lastSegmentOf, memberOf } from '../look-up.ts'
import type { ChannelRows } from '../rows.ts'

/** MEM-4, MEM-5, MEM-20: any member adds to a standard channel, a moderator or above to others. */
export const addMember = (command: AddMember, rows: ChannelRows): Decision => {
  if (isDone(rows, command)) return nothing
  const entry = enterToManage(rows, command.by, 'member')
  if (E.isLeft(entry)) return entry
  const { channel, role } = entry.right
  if (channel.channelType !== 'standard' && !isAtLeast(role, 'moderator')) {
    return rejects({ _tag: 'RoleTooLow', needs: 'moderator' })
  }
  if (memberOf(rows, command.userId) !== undefined) return nothing
  if (channel.members >= maxMembers) return rejects({ _tag: 'ChannelIsFull', most: maxMembers })
  return makes({
    type: 'MemberJoined',
    ...factsOf(command),
    userId: command.userId,
    role: 'member',
    segment: lastSegmentOf(channel, mainFeed) ?? beforeFirst,
  })
}
