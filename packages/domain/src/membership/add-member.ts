import * as E from 'fp-ts/lib/Either.js'
import { enter } from '../channel/entry.ts'
import type { CommandOf } from '../kit/command.ts'
import { makes, nothing, rejects } from '../kit/decision.ts'
import { banKey, banOf } from '../moderation/ban-rows.ts'
import type { ModerationRejection } from '../moderation/rejections.ts'
import { channelCommand } from '../streams/channel-command.ts'
import { factsOf } from '../streams/channel-stream.ts'
import { isDone } from '../streams/done-rows.ts'
import { TypedUserId } from '../values/ids.ts'
import { maxMembers } from './bounds.ts'
import type { MemberJoined } from './events.ts'
import { readsOfTwo } from './reads-of-two.ts'
import type { MembershipRejection } from './rejections.ts'
import { memberOf } from './rows.ts'

/** MEM-4, MEM-5, MEM-20, BAN-2: who is added becomes a member. */
export const AddMember = channelCommand(
  'AddMember',
  { userId: TypedUserId },
  {
    reads: (command) => [...readsOfTwo(command), banKey(command.userId)],
    decide: (command, rows) => {
      if (isDone(rows, command)) return nothing
      const entry = enter(rows, command, 'add')
      if (E.isLeft(entry)) return entry
      const { channel } = entry.right
      if (memberOf(rows, command.userId) !== undefined) return nothing
      if (banOf(rows, command.userId, command.at) !== undefined)
        return rejects<ModerationRejection>({ _tag: 'UserIsBanned', userId: command.userId })
      if (channel.members >= maxMembers)
        return rejects<MembershipRejection>({ _tag: 'ChannelIsFull', most: maxMembers })
      return makes<MemberJoined>({
        type: 'MemberJoined',
        ...factsOf(command),
        userId: command.userId,
        role: 'member',
        segments: channel.lastSegments,
      })
    },
    adds: ({ userId }) => [userId],
  },
)
export type AddMember = CommandOf<typeof AddMember>
