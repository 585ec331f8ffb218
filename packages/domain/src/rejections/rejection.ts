import * as t from 'io-ts'
import { ChannelExists } from './channel-exists.ts'
import { ChannelIsArchived } from './channel-is-archived.ts'
import { ChannelIsFull } from './channel-is-full.ts'
import { ChannelNotFound } from './channel-not-found.ts'
import { ConversationIsForTwo } from './conversation-is-for-two.ts'
import { ConversationWithOneself } from './conversation-with-oneself.ts'
import { FeedNotFound } from './feed-not-found.ts'
import { LastOwner } from './last-owner.ts'
import { MayNotAdd } from './may-not-add.ts'
import { MessageIsDeleted } from './message-is-deleted.ts'
import { MessageNotFound } from './message-not-found.ts'
import { NotAMember } from './not-a-member.ts'
import { NotTheSender } from './not-the-sender.ts'
import { OutranksYou } from './outranks-you.ts'
import { RepliesDoNotNest } from './replies-do-not-nest.ts'
import { RoleTooLow } from './role-too-low.ts'
import { SegmentNotReached } from './segment-not-reached.ts'
import { TooManyChannels } from './too-many-channels.ts'
import { TooManyReactions } from './too-many-reactions.ts'
import { UserIsNotAMember } from './user-is-not-a-member.ts'

/** Why a command was turned down: a fact each, for callers to match on. */
export const Rejection = t.union(
  [
    ChannelNotFound,
    ChannelIsArchived,
    ChannelIsFull,
    ChannelExists,
    NotAMember,
    ConversationIsForTwo,
    ConversationWithOneself,
    RoleTooLow,
    OutranksYou,
    LastOwner,
    UserIsNotAMember,
    FeedNotFound,
    MessageNotFound,
    MessageIsDeleted,
    NotTheSender,
    RepliesDoNotNest,
    SegmentNotReached,
    MayNotAdd,
    TooManyChannels,
    TooManyReactions,
  ],
  'Rejection',
)
export type Rejection = t.TypeOf<typeof Rejection>
