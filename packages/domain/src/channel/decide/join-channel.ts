import { maxMembers } from '../../bounds.ts'
import type { JoinChannel } from '../../commands/join-channel.ts'
import { beforeFirst, mainFeed } from '../../feed.ts'
import { type Decision, factsOf, makes, nothing, rejects } from '../decision.ts'
import { isHidden } from '../entry.ts'
import { channelOf, isDone, lastSegmentOf, memberOf } from '../look-up.ts'
import type { ChannelRows } from '../rows.ts'

/** MEM-1, MEM-2, MEM-20: open channels take everyone; the first in an empty one looks after it. */
export const joinChannel = (command: JoinChannel, rows: ChannelRows): Decision => {
  if (isDone(rows, command)) return nothing
  const channel = channelOf(rows)
  const member = memberOf(rows, command.by)
  if (channel === undefined || (member === undefined && isHidden(channel))) {
    return rejects({ _tag: 'ChannelNotFound' })
  }
  if (channel.archived) return rejects({ _tag: 'ChannelIsArchived' })
  if (channel.channelType === 'conversation') return rejects({ _tag: 'ConversationIsForTwo' })
  if (member !== undefined) return nothing
  if (channel.members >= maxMembers) return rejects({ _tag: 'ChannelIsFull', most: maxMembers })
  return makes({
    type: 'MemberJoined',
    ...factsOf(command),
    userId: command.by,
    role: channel.members === 0 ? 'owner' : 'member',
    segment: lastSegmentOf(channel, mainFeed) ?? beforeFirst,
  })
}
