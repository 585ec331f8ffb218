import * as t from 'io-ts'
import type { FeedCreated } from '../feeds/events.ts'
import { beforeFirst, mainFeed } from '../feeds/feed.ts'
import { mainCreated } from '../feeds/main-created.ts'
import { commandDefinition, type CommandOf } from '../kit/command.ts'
import { makes, nothing, rejects } from '../kit/decision.ts'
import { partly } from '../kit/partly.ts'
import { oneOf } from '../kit/union.ts'
import { maxFirstMembers } from '../membership/bounds.ts'
import type { MemberJoined } from '../membership/events.ts'
import type { Role } from '../membership/roles.ts'
import { channelTypes } from '../permissions/tables.ts'
import { byMembership, presumesNothing, toChannel } from '../streams/channel-command.ts'
import { factsOf } from '../streams/channel-stream.ts'
import { isDone } from '../streams/done-rows.ts'
import type { Author } from '../values/author.ts'
import { type ChannelId, CommandId, TypedUserId, type UserId } from '../values/ids.ts'
import { listOf } from '../values/list-of.ts'
import { NamedChannelType, TypedChannelName, TypedDescription } from './channel-facts.ts'
import { channelIdOf, communityChannelIdOf } from './channel-ids.ts'
import { readsOfCommand } from './entry.ts'
import type { ChannelCreated } from './events.ts'
import type { ChannelRejection } from './rejections.ts'
import { relationsOf, typedRelations } from './relations.ts'
import { isTaken } from './rows.ts'

const wire = partly(
  'CreateChannel',
  {
    type: t.literal('CreateChannel'),
    commandId: CommandId,
    channelType: NamedChannelType,
    name: TypedChannelName,
    description: TypedDescription,
    members: listOf(TypedUserId, maxFirstMembers),
  },
  typedRelations,
)
type Wire = t.TypeOf<typeof wire>

const belongings = ['companyId', 'communityId'] as const

/** The channel is of a type that begins with the id of what it belongs to, or of one that belongs to nothing. */
export const BelongingDiffers = t.strict(
  {
    _tag: t.literal('BelongingDiffers'),
    /** The field that is missing, or that such a channel has not. */
    field: oneOf(belongings, 'BelongingField'),
    /** Whether such a channel has it. */
    needed: t.boolean,
  },
  'BelongingDiffers',
)
export type BelongingDiffers = t.TypeOf<typeof BelongingDiffers>

/** CH-30: a channel says of what company or community it is where its type is of one, and nowhere else. */
const belongsWrongly = (command: Wire): BelongingDiffers | undefined => {
  const { belongsTo } = channelTypes[command.channelType]
  const field = belongings.find((one) => (one === belongsTo) !== (command[one] !== undefined))
  return field && { _tag: 'BelongingDiffers', field, needed: field === belongsTo }
}

/** CH-31: a community has one channel, and so it has the id of the community's; every other has its command's. */
const idFor = ({ tenantId, by }: Author, { channelType, communityId, commandId }: Wire): ChannelId =>
  channelTypes[channelType].belongsTo === 'communityId' && communityId !== undefined
    ? communityChannelIdOf(tenantId, communityId)
    : channelIdOf(tenantId, by, commandId)

/**
 * Begin a channel. CH-2, CH-3: whoever asks becomes its owner, all others that are named become members, once each.
 */
export const CreateChannel = commandDefinition('CreateChannel', wire, {
  complete: ({ tenantId, by, at }: Author, given: Wire) => ({
    ...given,
    tenantId,
    by,
    at,
    channelId: idFor({ tenantId, by, at }, given),
  }),
  stream: toChannel,
  entry: byMembership,
  reads: readsOfCommand,
  presumedAbsent: presumesNothing,
  elsewhere: undefined,
  decide: (command, rows) => {
    if (isDone(rows, command)) return nothing
    const wrong = belongsWrongly(command)
    if (wrong !== undefined) return rejects<BelongingDiffers>(wrong)
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
      { type: 'ChannelCreated', ...facts, channelType, name, description, ...relationsOf(command) },
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
