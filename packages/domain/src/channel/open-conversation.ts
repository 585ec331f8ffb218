import * as t from 'io-ts'
import type { FeedCreated } from '../feeds/events.ts'
import { beforeFirst, mainFeed } from '../feeds/feed.ts'
import { mainCreated } from '../feeds/main-created.ts'
import { commandDefinition, type CommandOf } from '../kit/command.ts'
import { makes, nothing, rejects } from '../kit/decision.ts'
import type { MemberJoined } from '../membership/events.ts'
import { memberKey, memberOf } from '../membership/rows.ts'
import { channelTypes, conversationType } from '../permissions/tables.ts'
import { byMembership, presumesNothing, toChannel } from '../streams/channel-command.ts'
import { factsOf } from '../streams/channel-stream.ts'
import type { Author } from '../values/author.ts'
import { CommandId, TypedUserId, type UserId } from '../values/ids.ts'
import { noDescription } from './channel-facts.ts'
import { conversationIdOf } from './channel-ids.ts'
import type { ChannelCreated } from './events.ts'
import type { ChannelRejection } from './rejections.ts'
import { channelKey, channelOf, isTaken } from './rows.ts'

const wire = t.strict(
  { type: t.literal('OpenConversation'), commandId: CommandId, withUserId: TypedUserId },
  'OpenConversation',
)

/**
 * Open the conversation with another person. CH-4, CH-5, CH-6: it is there once, whoever of the two opens it and
 * however often.
 */
export const OpenConversation = commandDefinition('OpenConversation', wire, {
  complete: ({ tenantId, by, at }: Author, given: t.TypeOf<typeof wire>) => ({
    ...given,
    tenantId,
    by,
    at,
    channelId: conversationIdOf(tenantId, by, given.withUserId),
  }),
  stream: toChannel,
  entry: byMembership,
  reads: ({ by }) => [channelKey, memberKey(by)],
  presumedAbsent: presumesNothing,
  elsewhere: undefined,
  decide: (command, rows) => {
    if (command.withUserId === command.by)
      return rejects<ChannelRejection>({ _tag: 'ConversationWithOneself' })
    if (isTaken(rows)) {
      const channel = channelOf(rows)
      const isTheirs =
        channel !== undefined &&
        channelTypes[channel.channelType].joining === 'fixed' &&
        memberOf(rows, command.by) !== undefined
      return isTheirs ? nothing : rejects<ChannelRejection>({ _tag: 'ChannelExists' })
    }
    const facts = factsOf(command)
    const joined = (userId: UserId): MemberJoined => ({
      type: 'MemberJoined',
      ...facts,
      userId,
      role: 'member',
      segments: { [mainFeed]: beforeFirst },
    })
    return makes<ChannelCreated | FeedCreated | MemberJoined>(
      {
        type: 'ChannelCreated',
        ...facts,
        channelType: conversationType,
        name: null,
        description: noDescription,
      },
      mainCreated(facts),
      joined(command.by),
      joined(command.withUserId),
    )
  },
  result: ({ channelId }) => ({ channelId }),
  adds: ({ withUserId }) => [withUserId],
  begins: true,
})
export type OpenConversation = CommandOf<typeof OpenConversation>
