import {
  beforeFirst,
  type ChannelEvent,
  type ChannelType,
  type FeedId,
  mainFeed,
  type MessageId,
  type Role,
  type UserId,
} from '@parley/domain'
import {
  ada,
  bob,
  channelName,
  description,
  feedName,
  reactionName,
  segment,
  text,
} from '@parley/domain/testing'
import { facts, messageId } from './facts.ts'

/** Events of Ada's channel, named after who made them by which command. */

export const created = (channelType: ChannelType): ChannelEvent => ({
  type: 'ChannelCreated',
  ...facts(ada, 'create'),
  channelType,
  name: channelType === 'conversation' ? null : channelName('general'),
  description: description(''),
})

export const joined = (userId: UserId, role: Role = 'member', at = 0) => ({
  type: 'MemberJoined' as const,
  ...facts(userId, 'join'),
  userId,
  role,
  segments: { [mainFeed]: at === 0 ? beforeFirst : segment(at) },
})

export const left = (userId: UserId, role: Role = 'member'): ChannelEvent => ({
  type: 'MemberLeft',
  ...facts(userId, 'leave'),
  userId,
  role,
})

/** A channel of this type with an owner, Ada, and one person of each other role that is given. */
export const channelOf = (
  channelType: ChannelType,
  others: Readonly<Partial<Record<Role, UserId>>> = {},
): ReadonlyArray<ChannelEvent> => [
  created(channelType),
  joined(ada, 'owner'),
  ...(['owner', 'admin', 'moderator', 'member'] as const).flatMap((role) =>
    others[role] === undefined ? [] : [joined(others[role], role)],
  ),
]

/** The conversation of Ada and Bob. */
export const conversation: ReadonlyArray<ChannelEvent> = [created('conversation'), joined(ada), joined(bob)]

export const archived: ChannelEvent = { type: 'ChannelArchived', ...facts(ada, 'archive') }

/** A message by somebody at a segment; a reply where it names a parent. */
export const sent = (
  by: UserId,
  name: string,
  at: number,
  parentId: MessageId | null = null,
  feedId: FeedId = mainFeed,
) => ({
  type: 'MessageSent' as const,
  ...facts(by, name),
  messageId: messageId(by, name),
  senderId: by,
  feedId,
  segment: segment(at),
  parentId,
  body: text(`says ${name}`),
})

/** Deletion of a message, by its sender or by another. */
export const deleted = (message: ReturnType<typeof sent>, by = message.by): ChannelEvent => {
  const { body: _, ...rest } = message
  return { ...rest, ...facts(by, 'delete'), type: 'MessageDeleted' }
}

/** A reaction to a message. */
export const reacted = (
  message: ReturnType<typeof sent>,
  by: UserId,
  name: string,
  type: 'ReactionAdded' | 'ReactionRemoved' = 'ReactionAdded',
): ChannelEvent => {
  const { body: _, ...rest } = message
  return { ...rest, ...facts(by, type), type, name: reactionName(name) }
}

/** The main feed, by the command that creates the channel. */
export const mainCreated: ChannelEvent = {
  type: 'FeedCreated',
  ...facts(ada, 'create'),
  feedId: mainFeed,
  name: feedName('main'),
}

/** A feed beside the main one, by Ada. */
export const feedCreated = (feedId: FeedId, name = 'aside'): ChannelEvent => ({
  type: 'FeedCreated',
  ...facts(ada, `feed ${feedId}`),
  feedId,
  name: feedName(name),
})
