import type { LeaveChannel } from '../../commands/leave-channel.ts'
import type { RemoveMember } from '../../commands/remove-member.ts'
import { type Decision, factsOf, makes, nothing, rejects } from '../decision.ts'
import { isHidden } from '../entry.ts'
import { channelOf, isDone, memberOf } from '../look-up.ts'
import type { ChannelRows } from '../rows.ts'

/** MEM-6, MEM-7: whoever asks goes, by leaving or by removing themselves; the last owner only as the last of all. */
export const leaveChannel = (command: LeaveChannel | RemoveMember, rows: ChannelRows): Decision => {
  if (isDone(rows, command)) return nothing
  const channel = channelOf(rows)
  const member = memberOf(rows, command.by)
  if (channel === undefined || (member === undefined && isHidden(channel))) {
    return rejects({ _tag: 'ChannelNotFound' })
  }
  if (member === undefined) return nothing
  if (channel.channelType === 'conversation') return rejects({ _tag: 'ConversationIsForTwo' })
  if (member.role === 'owner' && channel.owners === 1 && channel.members > 1) {
    return rejects({ _tag: 'LastOwner' })
  }
  return makes({ type: 'MemberLeft', ...factsOf(command), userId: command.by, role: member.role })
}
