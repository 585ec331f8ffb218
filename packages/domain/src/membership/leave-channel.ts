import * as E from 'fp-ts/lib/Either.js'
import { enter, readsOfCommand } from '../channel/entry.ts'
import type { CommandOf } from '../kit/command.ts'
import { makes, nothing, rejects } from '../kit/decision.ts'
import type { Rows } from '../kit/row.ts'
import { addsNobody, channelCommand } from '../streams/channel-command.ts'
import { type ChannelFacts, factsOf } from '../streams/channel-stream.ts'
import { isDone } from '../streams/done-rows.ts'
import type { MemberLeft } from './events.ts'
import type { MembershipRejection } from './rejections.ts'

/** MEM-6, MEM-7, MEM-9: whoever asks goes, by leaving or by removing themselves; the last owner only as the last of all. */
export const leave = (command: ChannelFacts, rows: Rows) => {
  if (isDone(rows, command)) return nothing
  const entry = enter(rows, command, 'leave')
  if (E.isLeft(entry)) return entry.left._tag === 'NotAMember' ? nothing : entry
  const { channel, role } = entry.right
  if (role === 'owner' && channel.owners === 1 && channel.members > 1)
    return rejects<MembershipRejection>({ _tag: 'LastOwner' })
  return makes<MemberLeft>({ type: 'MemberLeft', ...factsOf(command), userId: command.by, role })
}

/** Leave a channel. */
export const LeaveChannel = channelCommand(
  'LeaveChannel',
  {},
  {
    reads: readsOfCommand,
    decide: leave,
    adds: addsNobody,
  },
)
export type LeaveChannel = CommandOf<typeof LeaveChannel>
