import * as t from 'io-ts'
import type { FeedCreated } from '../feeds/events.ts'
import { beforeFirst, mainFeed } from '../feeds/feed.ts'
import { mainCreated } from '../feeds/main-created.ts'
import { commandDefinition, type CommandOf } from '../kit/command.ts'
import { makes, nothing, rejects } from '../kit/decision.ts'
import { maxFirstMembers } from '../membership/bounds.ts'
import type { MemberJoined } from '../membership/events.ts'
import type { Role } from '../membership/roles.ts'
import { memberKey } from '../membership/rows.ts'
import { byMembership, presumesNothing, toChannel } from '../streams/channel-command.ts'
import { factsOf } from '../streams/channel-stream.ts'
import { doneKey, isDone } from '../streams/done-rows.ts'
import type { Author } from '../values/author.ts'
import { CommandId, TypedUserId, type UserId } from '../values/ids.ts'
import { listOf } from '../values/list-of.ts'
import { NamedChannelType, TypedChannelName, TypedDescription } from './channel-facts.ts'
import { channelIdOf } from './channel-ids.ts'
import type { ChannelCreated } from './events.ts'
import type { ChannelRejection } from './rejections.ts'
import { channelKey, isTaken } from './rows.ts'

const wire = t.strict(
  {
    type: t.literal('CreateChannel'),
    commandId: CommandId,
    channelType: NamedChannelType,
    name: TypedChannelName,
    description: TypedDescription,
    members: listOf(TypedUserId, maxFirstMembers),
  },
  'CreateChannel',
)

/**
 * Begin a channel. CH-2, CH-3: whoever asks becomes its owner, all others that are named become members, once each.
 */
export const CreateChannel = commandDefinition('CreateChannel', wire, {
  complete: ({ tenantId, by, at }: Author, given: t.TypeOf<typeof wire>) => ({
    ...given,
    tenantId,
    by,
    at,
    channelId: channelIdOf(tenantId, by, given.commandId),
  }),
  stream: toChannel,
  entry: byMembership,
  reads: ({ by, commandId }) => [channelKey, memberKey(by), doneKey(commandId, by)],
  presumedAbsent: presumesNothing,
  elsewhere: undefined,
  decide: (command, rows) => {
    if (isDone(rows, command)) return nothing
    if (isTaken(rows)) return rejects<ChannelRejection>({ _tag: 'ChannelExists' })
    const facts = factsOf(command)
    const joined = (userId: UserId, role: Role): MemberJoined => ({
      type: 'MemberJoined',
      ...facts,
      userId,
      role,
      segments: { [mainFeed]: beforeFirst },
    })
    const { channelType, name, description } = command
    const others = new Set(command.members)
    others.delete(command.by)
    return makes<ChannelCreated | FeedCreated | MemberJoined>(
      { type: 'ChannelCreated', ...facts, channelType, name, description },
      mainCreated(facts),
      joined(command.by, 'owner'),
      ...Array.from(others, (userId) => joined(userId, 'member')),
    )
  },
  result: ({ channelId }) => ({ channelId }),
  adds: ({ members }) => members,
  begins: true,
})
export type CreateChannel = CommandOf<typeof CreateChannel>
