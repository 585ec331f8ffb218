import { certain, type Command, DraftText, LimitCount, type Rejection, WindowSeconds } from '@parley/domain'
import {
  type Action,
  type ChannelType,
  channelTypes,
  may,
  permissions,
  type Role,
  roles,
} from '@parley/domain/permissions'
import {
  ada,
  adasChannel,
  at,
  bob,
  channelName,
  channelState,
  cleo,
  description,
  emptyWorld,
  eve,
  feedName,
  fold,
  laterFeed,
  reactionName,
  segment,
  side,
  submit,
  text,
} from '@parley/domain/testing'
import { isRight } from 'fp-ts/lib/Either.js'
import { describe, expect, test } from 'vitest'
import { facts, messageId } from '../facts.ts'
import { archived, created, feedCreated, joined, sent } from '../happened.ts'

/** Bob asks; Ada and Cleo are there, and both he and Ada have said something while they were members. */
const adas = sent(ada, 'hers', 1)
const bobs = sent(bob, 'his', 2)

const by = facts(bob, 'do')
const slow = { limit: certain(LimitCount, 1), windowSeconds: certain(WindowSeconds, 30) }
const message = { ...by, messageId: messageId(bob, 'do'), feedId: adas.feedId, body: text('hello') }
const reaction = { ...by, messageId: adas.messageId, name: reactionName('👍') }

/** What is asked of a channel that is there. The others begin one, or are about oneself. */
type Asked = Exclude<
  Extract<Command, { readonly channelId: unknown }>,
  { readonly type: 'CreateChannel' | 'OpenConversation' | 'OpenConversationWith' }
>

/** Each command, by the action that it is: one for every command that there is, or this does not compile. */
const asked: {
  readonly [Type in Asked['type']]: ReadonlyArray<readonly [Action, Asked & { readonly type: Type }]>
} = {
  SendMessage: [
    ['send', { type: 'SendMessage', ...message, parentId: null }],
    ['reply', { type: 'SendMessage', ...message, parentId: adas.messageId }],
  ],
  EditMessage: [['editOwn', { type: 'EditMessage', ...by, messageId: bobs.messageId, body: text('anew') }]],
  DeleteMessage: [
    ['deleteOwn', { type: 'DeleteMessage', ...by, messageId: bobs.messageId }],
    ['deleteAny', { type: 'DeleteMessage', ...by, messageId: adas.messageId }],
  ],
  AddReaction: [['react', { type: 'AddReaction', ...reaction }]],
  RemoveReaction: [['react', { type: 'RemoveReaction', ...reaction }]],
  JoinChannel: [['join', { type: 'JoinChannel', ...by }]],
  LeaveChannel: [['leave', { type: 'LeaveChannel', ...by }]],
  AddMember: [['add', { type: 'AddMember', ...by, userId: eve }]],
  RemoveMember: [
    ['remove', { type: 'RemoveMember', ...by, userId: cleo }],
    ['leave', { type: 'RemoveMember', ...by, userId: bob }],
  ],
  // Cleo is a member: a role that she has already is nothing to do, whoever may give roles.
  ChangeRole: [['changeRoles', { type: 'ChangeRole', ...by, userId: cleo, role: 'member' }]],
  TransferOwnership: [['transfer', { type: 'TransferOwnership', ...by, userId: cleo }]],
  RenameChannel: [['rename', { type: 'RenameChannel', ...by, name: channelName('random') }]],
  DescribeChannel: [['describe', { type: 'DescribeChannel', ...by, description: description('tea') }]],
  ChangeDetails: [['describe', { type: 'ChangeDetails', ...by, isPublic: false }]],
  CreateFeed: [['manageFeeds', { type: 'CreateFeed', ...by, feedId: laterFeed, name: feedName('aside') }]],
  RenameFeed: [['manageFeeds', { type: 'RenameFeed', ...by, feedId: adas.feedId, name: feedName('aside') }]],
  DeleteFeed: [['manageFeeds', { type: 'DeleteFeed', ...by, feedId: side }]],
  ArchiveChannel: [['archive', { type: 'ArchiveChannel', ...by }]],
  DeleteChannel: [['deleteChannel', { type: 'DeleteChannel', ...by }]],
  UnarchiveChannel: [['unarchive', { type: 'UnarchiveChannel', ...by }]],
  PinMessage: [['pin', { type: 'PinMessage', ...by, messageId: adas.messageId }]],
  UnpinMessage: [['pin', { type: 'UnpinMessage', ...by, messageId: adas.messageId }]],
  BanMember: [['ban', { type: 'BanMember', ...by, userId: cleo, until: null, reason: null }]],
  UnbanMember: [['ban', { type: 'UnbanMember', ...by, userId: cleo }]],
  MuteMember: [['mute', { type: 'MuteMember', ...by, userId: cleo, until: null, reason: null }]],
  UnmuteMember: [['mute', { type: 'UnmuteMember', ...by, userId: cleo }]],
  MuteChannel: [['mute', { type: 'MuteChannel', ...by, until: null, reason: null }]],
  UnmuteChannel: [['mute', { type: 'UnmuteChannel', ...by }]],
  SetRateLimit: [['setLimits', { type: 'SetRateLimit', ...by, userId: null, ...slow, until: null }]],
  FlagMessage: [['flag', { type: 'FlagMessage', ...by, messageId: adas.messageId, reason: null }]],
  UnflagMessage: [['flag', { type: 'UnflagMessage', ...by, messageId: adas.messageId }]],
  ClearFlags: [['seeFlags', { type: 'ClearFlags', ...by, messageId: adas.messageId }]],
  SetFlagLimit: [['setLimits', { type: 'SetFlagLimit', ...by, limit: null }]],
  LiftRateLimit: [['setLimits', { type: 'LiftRateLimit', ...by, userId: null }]],
  MarkRead: [['read', { type: 'MarkRead', ...by, feedId: adas.feedId, segment: segment(2) }]],
  SetChannelNotification: [['describe', { type: 'SetChannelNotification', ...by, mode: 'silent' }]],
  SetNickname: [['nickname', { type: 'SetNickname', ...by, nickname: null }]],
  SetNotification: [['read', { type: 'SetNotification', ...by, mode: 'silent' }]],
  MarkDelivered: [['read', { type: 'MarkDelivered', ...by, feedId: adas.feedId, segment: segment(2) }]],
  KeepReceipts: [['read', { type: 'KeepReceipts', ...by, kept: true }]],
  ArchiveForMe: [['read', { type: 'ArchiveForMe', ...by }]],
  UnarchiveForMe: [['read', { type: 'UnarchiveForMe', ...by }]],
  SetFavourite: [['read', { type: 'SetFavourite', ...by, favourite: true }]],
  SaveDraft: [
    ['read', { type: 'SaveDraft', ...by, feedId: adas.feedId, text: certain(DraftText, 'so far') }],
  ],
}
const cases: ReadonlyArray<readonly [Action, Asked]> = Object.values(asked).flat()
const typeNames = Object.keys(channelTypes) as Array<ChannelType>

const happened = (type: ChannelType, role: Role | null, closed: boolean) => [
  created(type),
  joined(ada, 'owner'),
  joined(cleo),
  ...(role === null ? [] : [joined(bob, role)]),
  feedCreated(side),
  adas,
  bobs,
  ...(closed ? [archived] : []),
]

/** How somebody is turned down, from what is known of them and of the type, and from whom it would be taken. */
const refusalOf = (type: ChannelType, role: Role | null, closed: boolean, action: Action): Rejection => {
  const { visibility } = channelTypes[type]
  if (role === null && visibility === 'hidden') return { _tag: 'ChannelNotFound' }
  if (role === null && action !== 'join') return { _tag: 'NotAMember' }
  if (closed && !['read', 'leave', 'unarchive', 'deleteChannel'].includes(action))
    return { _tag: 'ChannelIsArchived' }
  const who = { userId: bob, channelId: adasChannel, channelType: type, archived: false }
  const rising: ReadonlyArray<Role> = ['guest', 'member', 'moderator', 'admin', 'owner']
  const needs = rising.find((one) => may({ ...who, role: one }, action, permissions, at(1)).allowed)
  if (needs !== undefined) return { _tag: 'RoleTooLow', needs }
  if (action === 'deleteAny') return { _tag: 'NotTheSender', messageId: adas.messageId }
  return channelTypes[type].joining === 'fixed'
    ? { _tag: 'ConversationStays' }
    : { _tag: 'MissingPermission', action }
}

describe.each(typeNames)('PERM-8: every command in a channel of type %s', (type) => {
  test.each([null, ...roles])('comes to what the rules say of %s', (role) => {
    for (const closed of [false, true])
      for (const [action, command] of cases) {
        const world = emptyWorld()
        fold(channelState(world, command), happened(type, role, closed))
        const outcome = submit(world, command)
        const who = { userId: bob, role, channelId: adasChannel, channelType: type, archived: closed }
        const { allowed } = may(who, action, permissions, command.at)
        // Leaving where one is not, in a channel that one may know of, is nothing to do (MEM-6).
        const idle = action === 'leave' && role === null && channelTypes[type].visibility === 'open'
        const comesTo = isRight(outcome) ? 'accepted' : outcome.left
        const expected = allowed || idle ? 'accepted' : refusalOf(type, role, closed, action)
        expect({ command: command.type, closed, comesTo }).toEqual({
          command: command.type,
          closed,
          comesTo: expected,
        })
      }
  })
})
