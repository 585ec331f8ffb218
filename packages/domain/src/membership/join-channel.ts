import * as E from 'fp-ts/lib/Either.js'
import { approach, readsOfCommand } from '../channel/entry.ts'
import type { CommandOf } from '../kit/command.ts'
import { makes, nothing, rejects } from '../kit/decision.ts'
import { banKey, banOf } from '../moderation/ban-rows.ts'
import type { ModerationRejection } from '../moderation/rejections.ts'
import { addsNobody, channelCommand } from '../streams/channel-command.ts'
import { factsOf } from '../streams/channel-stream.ts'
import { isDone } from '../streams/done-rows.ts'
import { maxMembers } from './bounds.ts'
import type { MemberJoined } from './events.ts'
import type { MembershipRejection } from './rejections.ts'

/** MEM-1, MEM-2, MEM-20, BAN-2: open channels take everyone; the first in an empty one looks after it. */
export const JoinChannel = channelCommand(
  'JoinChannel',
  {},
  {
    reads: (command) => [...readsOfCommand(command), banKey(command.by)],
    decide: (command, rows) => {
      if (isDone(rows, command)) return nothing
      const approached = approach(rows, command, 'join')
      if (E.isLeft(approached)) return approached
      const { channel, role } = approached.right
      if (role !== null) return nothing
      const ban = banOf(rows, command.by, command.at)
      if (ban !== undefined) return rejects<ModerationRejection>({ _tag: 'Banned', until: ban.until })
      if (channel.members >= maxMembers)
        return rejects<MembershipRejection>({ _tag: 'ChannelIsFull', most: maxMembers })
      return makes<MemberJoined>({
        type: 'MemberJoined',
        ...factsOf(command),
        userId: command.by,
        role: channel.members === 0 ? 'owner' : 'member',
        segments: channel.lastSegments,
      })
    },
    adds: addsNobody,
  },
)
export type JoinChannel = CommandOf<typeof JoinChannel>
