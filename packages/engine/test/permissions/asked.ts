import type { WireCommand } from '@parley/contract'
import {
  certain,
  type ChannelId,
  DraftText,
  FlagLimit,
  LimitCount,
  mainFeed,
  type MessageId,
  Segment,
  type UserId,
  WindowSeconds,
} from '@parley/domain'
import type { Action } from '@parley/domain/permissions'
import {
  bob,
  channelName,
  cleo,
  commandId,
  description,
  eve,
  feedName,
  laterFeed,
  reactionName,
  side,
  text,
} from '@parley/domain/testing'

/** What there is to be asked about: a channel with two messages, one of Ada's and one of Bob's. */
export interface Scene {
  readonly channelId: ChannelId
  readonly adas: MessageId
  readonly bobs: MessageId
  /** Of the third in the channel, who is a member. */
  readonly other: UserId
}

/** One way to give a command: by which action it is judged, and how Bob gives it. */
interface Way {
  /** What tells it from other ways to give the same command. */
  readonly when?: string
  readonly action: Action
  readonly give: (scene: Scene) => WireCommand
}

const named = { commandId: commandId('do') }
const slow = { limit: certain(LimitCount, 1), windowSeconds: certain(WindowSeconds, 30), until: null }

/** Commands that begin something, and those about oneself: no channel is asked about them. */
export type Begins =
  | 'CreateChannel'
  | 'OpenConversation'
  | 'OpenConversationWith'
  | 'SetProfile'
  | 'SetStatus'

/** Commands about files, which are in no channel. */
export type OfFiles = 'RegisterFile' | 'FinishUpload' | 'DeleteFile'

/** Each command that is given in a channel, every one that there is, or this does not compile. */
export const ways: Readonly<Record<Exclude<WireCommand['type'], Begins | OfFiles>, ReadonlyArray<Way>>> = {
  RenameChannel: [
    {
      action: 'rename',
      give: ({ channelId }) => ({ type: 'RenameChannel', ...named, channelId, name: channelName('new') }),
    },
  ],
  DescribeChannel: [
    {
      action: 'describe',
      give: ({ channelId }) => ({
        type: 'DescribeChannel',
        ...named,
        channelId,
        description: description('new'),
      }),
    },
  ],
  ChangeDetails: [
    {
      action: 'describe',
      give: ({ channelId }) => ({ type: 'ChangeDetails', ...named, channelId, isPublic: false }),
    },
  ],
  ArchiveChannel: [
    { action: 'archive', give: ({ channelId }) => ({ type: 'ArchiveChannel', ...named, channelId }) },
  ],
  UnarchiveChannel: [
    { action: 'unarchive', give: ({ channelId }) => ({ type: 'UnarchiveChannel', ...named, channelId }) },
  ],
  DeleteChannel: [
    { action: 'deleteChannel', give: ({ channelId }) => ({ type: 'DeleteChannel', ...named, channelId }) },
  ],
  CreateFeed: [
    {
      action: 'manageFeeds',
      give: ({ channelId }) => ({
        type: 'CreateFeed',
        ...named,
        channelId,
        feedId: laterFeed,
        name: feedName('later'),
      }),
    },
  ],
  RenameFeed: [
    {
      action: 'manageFeeds',
      give: ({ channelId }) => ({
        type: 'RenameFeed',
        ...named,
        channelId,
        feedId: mainFeed,
        name: feedName('all'),
      }),
    },
  ],
  DeleteFeed: [
    {
      action: 'manageFeeds',
      give: ({ channelId }) => ({ type: 'DeleteFeed', ...named, channelId, feedId: side }),
    },
  ],
  JoinChannel: [{ action: 'join', give: ({ channelId }) => ({ type: 'JoinChannel', ...named, channelId }) }],
  LeaveChannel: [
    { action: 'leave', give: ({ channelId }) => ({ type: 'LeaveChannel', ...named, channelId }) },
  ],
  AddMember: [
    { action: 'add', give: ({ channelId }) => ({ type: 'AddMember', ...named, channelId, userId: eve }) },
  ],
  RemoveMember: [
    {
      when: 'of lower rank',
      action: 'remove',
      give: ({ channelId, other }) => ({ type: 'RemoveMember', ...named, channelId, userId: other }),
    },
    {
      when: 'oneself',
      action: 'leave',
      give: ({ channelId }) => ({ type: 'RemoveMember', ...named, channelId, userId: bob }),
    },
  ],
  ChangeRole: [
    {
      when: 'of lower rank',
      action: 'changeRoles',
      give: ({ channelId, other }) => ({
        type: 'ChangeRole',
        ...named,
        channelId,
        userId: other,
        role: 'guest',
      }),
    },
  ],
  TransferOwnership: [
    {
      action: 'transfer',
      give: ({ channelId, other }) => ({ type: 'TransferOwnership', ...named, channelId, userId: other }),
    },
  ],
  SendMessage: [
    {
      action: 'send',
      give: ({ channelId }) => ({
        type: 'SendMessage',
        clientMessageId: commandId('do'),
        channelId,
        feedId: mainFeed,
        parentId: null,
        body: text('hello'),
      }),
    },
    {
      when: 'a reply',
      action: 'reply',
      give: ({ channelId, adas }) => ({
        type: 'SendMessage',
        clientMessageId: commandId('do'),
        channelId,
        feedId: mainFeed,
        parentId: adas,
        body: text('hello'),
      }),
    },
  ],
  EditMessage: [
    {
      when: 'their own',
      action: 'editOwn',
      give: ({ channelId, bobs }) => ({
        type: 'EditMessage',
        ...named,
        channelId,
        messageId: bobs,
        body: text('anew'),
      }),
    },
  ],
  DeleteMessage: [
    {
      when: 'their own',
      action: 'deleteOwn',
      give: ({ channelId, bobs }) => ({ type: 'DeleteMessage', ...named, channelId, messageId: bobs }),
    },
    {
      when: 'of others',
      action: 'deleteAny',
      give: ({ channelId, adas }) => ({ type: 'DeleteMessage', ...named, channelId, messageId: adas }),
    },
  ],
  AddReaction: [
    {
      action: 'react',
      give: ({ channelId, adas }) => ({
        type: 'AddReaction',
        ...named,
        channelId,
        messageId: adas,
        name: reactionName('👍'),
      }),
    },
  ],
  RemoveReaction: [
    {
      action: 'react',
      give: ({ channelId, adas }) => ({
        type: 'RemoveReaction',
        ...named,
        channelId,
        messageId: adas,
        name: reactionName('👍'),
      }),
    },
  ],
  PinMessage: [
    {
      action: 'pin',
      give: ({ channelId, adas }) => ({ type: 'PinMessage', ...named, channelId, messageId: adas }),
    },
  ],
  UnpinMessage: [
    {
      action: 'pin',
      give: ({ channelId, adas }) => ({ type: 'UnpinMessage', ...named, channelId, messageId: adas }),
    },
  ],
  BanMember: [
    {
      when: 'of lower rank',
      action: 'ban',
      give: ({ channelId, other }) => ({
        type: 'BanMember',
        ...named,
        channelId,
        userId: other,
        until: null,
        reason: null,
      }),
    },
  ],
  UnbanMember: [
    {
      action: 'ban',
      give: ({ channelId }) => ({ type: 'UnbanMember', ...named, channelId, userId: eve }),
    },
  ],
  KeepReceipts: [
    { action: 'read', give: ({ channelId }) => ({ type: 'KeepReceipts', ...named, channelId, kept: true }) },
  ],
  SetChannelNotification: [
    {
      action: 'describe',
      give: ({ channelId }) => ({ type: 'SetChannelNotification', ...named, channelId, mode: 'silent' }),
    },
  ],
  SetNickname: [
    {
      action: 'nickname',
      give: ({ channelId }) => ({ type: 'SetNickname', ...named, channelId, nickname: null }),
    },
  ],
  SetNotification: [
    {
      action: 'read',
      give: ({ channelId }) => ({ type: 'SetNotification', ...named, channelId, mode: 'silent' }),
    },
  ],
  ArchiveForMe: [
    { action: 'read', give: ({ channelId }) => ({ type: 'ArchiveForMe', ...named, channelId }) },
  ],
  UnarchiveForMe: [
    { action: 'read', give: ({ channelId }) => ({ type: 'UnarchiveForMe', ...named, channelId }) },
  ],
  SetFavourite: [
    {
      action: 'read',
      give: ({ channelId }) => ({ type: 'SetFavourite', ...named, channelId, favourite: true }),
    },
  ],
  SaveDraft: [
    {
      action: 'read',
      give: ({ channelId }) => ({
        type: 'SaveDraft',
        ...named,
        channelId,
        feedId: mainFeed,
        text: certain(DraftText, 'so far'),
      }),
    },
  ],
  MarkDelivered: [
    {
      action: 'read',
      give: ({ channelId }) => ({
        type: 'MarkDelivered',
        ...named,
        channelId,
        feedId: mainFeed,
        segment: certain(Segment, 1),
      }),
    },
  ],
  MuteMember: [
    {
      when: 'of lower rank',
      action: 'mute',
      give: ({ channelId, other }) => ({
        type: 'MuteMember',
        ...named,
        channelId,
        userId: other,
        until: null,
        reason: null,
      }),
    },
  ],
  UnmuteMember: [
    {
      when: 'of lower rank',
      action: 'mute',
      give: ({ channelId, other }) => ({ type: 'UnmuteMember', ...named, channelId, userId: other }),
    },
  ],
  MuteChannel: [
    {
      action: 'mute',
      give: ({ channelId }) => ({ type: 'MuteChannel', ...named, channelId, until: null, reason: null }),
    },
  ],
  UnmuteChannel: [
    { action: 'mute', give: ({ channelId }) => ({ type: 'UnmuteChannel', ...named, channelId }) },
  ],
  SetRateLimit: [
    {
      when: 'of the channel',
      action: 'setLimits',
      give: ({ channelId }) => ({ type: 'SetRateLimit', ...named, channelId, ...slow, userId: null }),
    },
    {
      when: 'of lower rank',
      action: 'setLimits',
      give: ({ channelId, other }) => ({
        type: 'SetRateLimit',
        ...named,
        channelId,
        ...slow,
        userId: other,
      }),
    },
  ],
  LiftRateLimit: [
    {
      action: 'setLimits',
      give: ({ channelId }) => ({ type: 'LiftRateLimit', ...named, channelId, userId: null }),
    },
  ],
  FlagMessage: [
    {
      when: 'of others',
      action: 'flag',
      give: ({ channelId, adas }) => ({
        type: 'FlagMessage',
        ...named,
        channelId,
        messageId: adas,
        reason: null,
      }),
    },
  ],
  UnflagMessage: [
    {
      action: 'flag',
      give: ({ channelId, adas }) => ({ type: 'UnflagMessage', ...named, channelId, messageId: adas }),
    },
  ],
  ClearFlags: [
    {
      action: 'seeFlags',
      give: ({ channelId, adas }) => ({ type: 'ClearFlags', ...named, channelId, messageId: adas }),
    },
  ],
  SetFlagLimit: [
    {
      action: 'setLimits',
      give: ({ channelId }) => ({
        type: 'SetFlagLimit',
        ...named,
        channelId,
        limit: certain(FlagLimit, 3),
      }),
    },
  ],
  MarkRead: [
    {
      action: 'read',
      give: ({ channelId }) => ({
        type: 'MarkRead',
        ...named,
        channelId,
        feedId: mainFeed,
        segment: certain(Segment, 1),
      }),
    },
  ],
}

/** Commands that begin something, as Bob gives them, with Cleo; and those about himself. */
export const beginnings: Readonly<Record<Begins, WireCommand>> = {
  CreateChannel: {
    type: 'CreateChannel',
    ...named,
    channelType: 'private',
    name: channelName('new'),
    description: description(''),
    members: [],
  },
  OpenConversation: { type: 'OpenConversation', ...named, withUserId: cleo },
  OpenConversationWith: { type: 'OpenConversationWith', ...named, userIds: [cleo, eve] },
  SetProfile: { type: 'SetProfile', ...named, avatarFileId: null },
  SetStatus: { type: 'SetStatus', ...named, text: null },
}
