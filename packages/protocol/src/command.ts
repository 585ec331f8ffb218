import {
  Body,
  ChannelId,
  ChannelName,
  CommandId,
  Description,
  FeedId,
  listOf,
  MessageId,
  ReactionName,
  Role,
  Segment,
  UserId,
} from '@parley/domain'
import * as t from 'io-ts'
import { maxFirstMembers } from './limits.ts'

const channel = { commandId: CommandId, channelId: ChannelId }
const message = { ...channel, messageId: MessageId }

const OpenChannelType = t.union([t.literal('standard'), t.literal('private'), t.literal('broadcast')])

/**
 * The commands as a client writes them: the domain's, without what the server knows (tenant, person, time) and
 * without ids that follow from the command's name. The rules are those of docs/spec.
 */
export const WireCommand = t.union(
  [
    t.strict({
      type: t.literal('CreateChannel'),
      commandId: CommandId,
      channelType: OpenChannelType,
      name: ChannelName,
      description: Description,
      members: listOf(UserId, maxFirstMembers),
    }),
    t.strict({ type: t.literal('OpenConversation'), commandId: CommandId, withUserId: UserId }),
    t.strict({ type: t.literal('RenameChannel'), ...channel, name: ChannelName }),
    t.strict({ type: t.literal('DescribeChannel'), ...channel, description: Description }),
    t.strict({ type: t.literal('ArchiveChannel'), ...channel }),
    t.strict({ type: t.literal('JoinChannel'), ...channel }),
    t.strict({ type: t.literal('LeaveChannel'), ...channel }),
    t.strict({ type: t.literal('AddMember'), ...channel, userId: UserId }),
    t.strict({ type: t.literal('RemoveMember'), ...channel, userId: UserId }),
    t.strict({ type: t.literal('ChangeRole'), ...channel, userId: UserId, role: Role }),
    t.strict({
      type: t.literal('SendMessage'),
      clientMessageId: CommandId,
      channelId: ChannelId,
      feedId: FeedId,
      parentId: t.union([MessageId, t.null]),
      body: Body,
    }),
    t.strict({ type: t.literal('EditMessage'), ...message, body: Body }),
    t.strict({ type: t.literal('DeleteMessage'), ...message }),
    t.strict({ type: t.literal('AddReaction'), ...message, name: ReactionName }),
    t.strict({ type: t.literal('RemoveReaction'), ...message, name: ReactionName }),
    t.strict({ type: t.literal('MarkRead'), ...channel, feedId: FeedId, segment: Segment }),
  ],
  'WireCommand',
)
export type WireCommand = t.TypeOf<typeof WireCommand>

/** What an accepted command came to: the ids that it made, where it made any. */
export const CommandResult = t.exact(
  t.partial({ channelId: ChannelId, messageId: MessageId, segment: Segment }),
  'CommandResult',
)
export type CommandResult = t.TypeOf<typeof CommandResult>
