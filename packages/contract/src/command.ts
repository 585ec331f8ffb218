import {
  ChannelId,
  CommandId,
  FeedId,
  listOf,
  MessageId,
  Role,
  SeenReactionName,
  Segment,
  TypedBody,
  TypedChannelName,
  TypedDescription,
  TypedUserId,
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
      name: TypedChannelName,
      description: TypedDescription,
      members: listOf(TypedUserId, maxFirstMembers),
    }),
    t.strict({ type: t.literal('OpenConversation'), commandId: CommandId, withUserId: TypedUserId }),
    t.strict({ type: t.literal('RenameChannel'), ...channel, name: TypedChannelName }),
    t.strict({ type: t.literal('DescribeChannel'), ...channel, description: TypedDescription }),
    t.strict({ type: t.literal('ArchiveChannel'), ...channel }),
    t.strict({ type: t.literal('JoinChannel'), ...channel }),
    t.strict({ type: t.literal('LeaveChannel'), ...channel }),
    t.strict({ type: t.literal('AddMember'), ...channel, userId: TypedUserId }),
    t.strict({ type: t.literal('RemoveMember'), ...channel, userId: UserId }),
    t.strict({ type: t.literal('ChangeRole'), ...channel, userId: UserId, role: Role }),
    t.strict({
      type: t.literal('SendMessage'),
      clientMessageId: CommandId,
      channelId: ChannelId,
      feedId: FeedId,
      parentId: t.union([MessageId, t.null]),
      body: TypedBody,
    }),
    t.strict({ type: t.literal('EditMessage'), ...message, body: TypedBody }),
    t.strict({ type: t.literal('DeleteMessage'), ...message }),
    t.strict({ type: t.literal('AddReaction'), ...message, name: SeenReactionName }),
    t.strict({ type: t.literal('RemoveReaction'), ...message, name: SeenReactionName }),
    /** All of the feed up to a segment; with `parentId` null what stands at the top of threads, with an id its replies. */
    t.exact(
      t.intersection([
        t.type({ type: t.literal('MarkRead'), ...channel, feedId: FeedId, segment: Segment }),
        t.partial({ parentId: t.union([MessageId, t.null]) }),
      ]),
    ),
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
