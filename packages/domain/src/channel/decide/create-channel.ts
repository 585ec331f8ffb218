import type { CreateChannel } from '../../commands/create-channel.ts'
import type { ChannelEvent } from '../../events/channel-event.ts'
import type { UserId } from '../../ids.ts'
import { beforeFirst } from '../../feed.ts'
import type { Role } from '../../roles.ts'
import { type Decision, factsOf, makes, nothing, rejects } from '../decision.ts'
import { channelOf, isDone } from '../look-up.ts'
import type { ChannelRows } from '../rows.ts'

/** CH-2, CH-3: whoever asks becomes owner, all others that are named become members, once each. */
export const createChannel = (command: CreateChannel, rows: ChannelRows): Decision => {
  if (isDone(rows, command)) return nothing
  if (channelOf(rows) !== undefined) return rejects({ _tag: 'ChannelExists' })
  const facts = factsOf(command)
  const joined = (userId: UserId, role: Role): ChannelEvent => ({
    type: 'MemberJoined',
    ...facts,
    userId,
    role,
    segment: beforeFirst,
  })
  const others = new Set(command.members)
  others.delete(command.by)
  return makes(
    {
      type: 'ChannelCreated',
      ...facts,
      channelType: command.channelType,
      name: command.name,
      description: command.description,
    },
    joined(command.by, 'owner'),
    ...Array.from(others, (userId) => joined(userId, 'member')),
  )
}
