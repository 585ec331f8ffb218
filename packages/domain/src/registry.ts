import { ArchiveChannel } from './channel/archive-channel.ts'
import { BelongingDiffers, CreateChannel } from './channel/create-channel.ts'
import { DeleteChannel } from './channel/delete-channel.ts'
import { DescribeChannel } from './channel/describe-channel.ts'
import {
  ChannelArchived,
  ChannelCreated,
  ChannelDeleted,
  ChannelDescribed,
  ChannelNotificationSet,
  ChannelRenamed,
  ChannelUnarchived,
} from './channel/events.ts'
import { OpenConversation } from './channel/open-conversation.ts'
import { OpenConversationWith } from './channel/open-conversation-with.ts'
import { RenameChannel } from './channel/rename-channel.ts'
import { channelRejections } from './channel/rejections.ts'
import { channelRows } from './channel/rows.ts'
import { SetChannelNotification } from './channel/set-channel-notification.ts'
import { UnarchiveChannel } from './channel/unarchive-channel.ts'
import { CreateFeed } from './feeds/create-feed.ts'
import { DeleteFeed } from './feeds/delete-feed.ts'
import { FeedCreated, FeedDeleted, FeedRenamed } from './feeds/events.ts'
import { feedRejections } from './feeds/rejections.ts'
import { RenameFeed } from './feeds/rename-feed.ts'
import { feedRows } from './feeds/rows.ts'
import { ChangeDetails, TypeIsNotListed } from './details/change-details.ts'
import { ChannelDetailsChanged } from './details/events.ts'
import { detailsRows } from './details/rows.ts'
import { DeleteFile } from './files/delete-file.ts'
import { FileDeleted, FileRegistered, FileUploaded } from './files/events.ts'
import { FinishUpload } from './files/finish-upload.ts'
import { RegisterFile } from './files/register-file.ts'
import { fileRejections } from './files/rejections.ts'
import { fileRows } from './files/rows.ts'
import type { StreamKind } from './kit/stream-kind.ts'
import { AddMember } from './membership/add-member.ts'
import { ChangeRole } from './membership/change-role.ts'
import { MemberJoined, MemberLeft, MemberRoleChanged, NicknameSet } from './membership/events.ts'
import { JoinChannel } from './membership/join-channel.ts'
import { LeaveChannel } from './membership/leave-channel.ts'
import { membershipRejections } from './membership/rejections.ts'
import { RemoveMember } from './membership/remove-member.ts'
import { TransferOwnership } from './membership/transfer-ownership.ts'
import { nicknameRows } from './membership/nickname.ts'
import { memberRows } from './membership/rows.ts'
import { SetNickname } from './membership/set-nickname.ts'
import { TooManyMentions } from './mentions/rejections.ts'
import { DeleteMessage } from './messages/delete-message.ts'
import { EditMessage } from './messages/edit-message.ts'
import { MessageDeleted, MessageEdited, MessageSent } from './messages/events.ts'
import { messageRejections } from './messages/rejections.ts'
import { messageRows } from './messages/rows.ts'
import { SendMessage } from './messages/send-message.ts'
import { MemberBanned, MemberUnbanned } from './moderation/ban-events.ts'
import { BanMember, UnbanMember } from './moderation/ban-member.ts'
import { banRows } from './moderation/ban-rows.ts'
import { FlagLimitSet, FlagsCleared, MessageFlagged, MessageUnflagged } from './moderation/flag-events.ts'
import { ClearFlags, FlagMessage, UnflagMessage } from './moderation/flag-message.ts'
import { flagLimitRows, flagsRows } from './moderation/flag-rows.ts'
import { RateLimitLifted, RateLimitSet } from './moderation/limit-events.ts'
import { channelLimitRows, memberLimitRows, rateRows } from './moderation/limit-rows.ts'
import { MuteChannel, UnmuteChannel } from './moderation/mute-channel.ts'
import { ChannelMuted, ChannelUnmuted, MemberMuted, MemberUnmuted } from './moderation/mute-events.ts'
import { MuteMember, UnmuteMember } from './moderation/mute-member.ts'
import { channelMuteRows, muteRows } from './moderation/mute-rows.ts'
import { moderationRejections } from './moderation/rejections.ts'
import { SetFlagLimit } from './moderation/set-flag-limit.ts'
import { LiftRateLimit, SetRateLimit } from './moderation/set-rate-limit.ts'
import { ArchiveForMe, UnarchiveForMe } from './personal/archive-for-me.ts'
import * as personal from './personal/events.ts'
import { ownDoneRows } from './personal/own-event.ts'
import { draftRows, favouriteRows, notificationRows, putAwayRows } from './personal/rows.ts'
import { SaveDraft } from './personal/save-draft.ts'
import { SetFavourite } from './personal/set-favourite.ts'
import { EndsInThePast, SetNotification } from './personal/set-notification.ts'
import { ProfileSet, StatusSet } from './people/events.ts'
import { profileRows, selfDoneRows, statusRows } from './people/rows.ts'
import { SetProfile } from './people/set-profile.ts'
import { SetStatus } from './people/set-status.ts'
import { MessagePinned, MessageUnpinned, pinsRows } from './pins/events.ts'
import { PinMessage, TooManyPins, UnpinMessage } from './pins/pin-message.ts'
import { ReactionAdded, ReactionRemoved } from './reactions/events.ts'
import { AddReaction, RemoveReaction, TooManyReactions } from './reactions/react.ts'
import { reactionRows, reactionsRows } from './reactions/rows.ts'
import { DeliveredMarked, ReadMarked, ReceiptsKept } from './reading/events.ts'
import { KeepReceipts } from './reading/keep-receipts.ts'
import { MarkDelivered } from './reading/mark-delivered.ts'
import { MarkRead, SegmentNotReached } from './reading/mark-read.ts'
import { NotForSoMany } from './reading/receipts.ts'
import { cursorRows, deliveredRows, keptRows } from './reading/rows.ts'
import { channelStreams } from './streams/channel-stream.ts'
import { doneRows } from './streams/done-rows.ts'
import { fileStreams } from './streams/file-stream.ts'
import { inboxStreams } from './streams/inbox-stream.ts'
import type { StreamKindName } from './streams/stream-kind-name.ts'
import { userStreams } from './streams/user-stream.ts'

/**
 * All that the engine knows: a line for each event, command, kind of row and kind of stream, and for the rejections
 * of each area. What else names them all derives from these lists.
 */

/** Every kind of stream, by its name. */
export const streamKindByName = {
  channel: channelStreams,
  inbox: inboxStreams,
  user: userStreams,
  file: fileStreams,
} as const satisfies { readonly [Kind in StreamKindName]: StreamKind<Kind> }

/** Every kind of stream. */
export const streamKinds = Object.values(streamKindByName)

/** Every type of event. */
export const eventDefinitions = [
  ChannelCreated,
  ChannelRenamed,
  ChannelDescribed,
  ChannelArchived,
  ChannelDetailsChanged,
  ChannelUnarchived,
  ChannelDeleted,
  FeedCreated,
  FeedRenamed,
  FeedDeleted,
  MemberJoined,
  MemberLeft,
  MemberRoleChanged,
  MessageSent,
  MessageEdited,
  MessageDeleted,
  ReactionAdded,
  ReactionRemoved,
  MessagePinned,
  MessageUnpinned,
  MemberBanned,
  MemberUnbanned,
  MemberMuted,
  MemberUnmuted,
  ChannelMuted,
  ChannelUnmuted,
  RateLimitSet,
  RateLimitLifted,
  MessageFlagged,
  MessageUnflagged,
  FlagsCleared,
  FlagLimitSet,
  ReadMarked,
  ChannelNotificationSet,
  NicknameSet,
  personal.NotificationSet,
  personal.ConversationArchived,
  personal.ConversationUnarchived,
  personal.FavouriteSet,
  personal.DraftSaved,
  DeliveredMarked,
  ReceiptsKept,
  ProfileSet,
  StatusSet,
  FileRegistered,
  FileUploaded,
  FileDeleted,
] as const

/** Every type of command. */
export const commandDefinitions = [
  CreateChannel,
  OpenConversation,
  OpenConversationWith,
  RenameChannel,
  DescribeChannel,
  ArchiveChannel,
  ChangeDetails,
  UnarchiveChannel,
  DeleteChannel,
  CreateFeed,
  RenameFeed,
  DeleteFeed,
  JoinChannel,
  LeaveChannel,
  AddMember,
  RemoveMember,
  ChangeRole,
  TransferOwnership,
  SendMessage,
  EditMessage,
  DeleteMessage,
  AddReaction,
  RemoveReaction,
  PinMessage,
  UnpinMessage,
  BanMember,
  UnbanMember,
  MuteMember,
  UnmuteMember,
  MuteChannel,
  UnmuteChannel,
  SetRateLimit,
  LiftRateLimit,
  FlagMessage,
  UnflagMessage,
  ClearFlags,
  SetFlagLimit,
  MarkRead,
  SetChannelNotification,
  SetNickname,
  SetNotification,
  ArchiveForMe,
  UnarchiveForMe,
  SetFavourite,
  SaveDraft,
  MarkDelivered,
  KeepReceipts,
  SetProfile,
  SetStatus,
  RegisterFile,
  FinishUpload,
  DeleteFile,
] as const

/** Every reason for which a command is turned down. One that a single command gives can be defined beside it. */
export const rejections = [
  ...channelRejections,
  BelongingDiffers,
  ...membershipRejections,
  ...feedRejections,
  ...messageRejections,
  TypeIsNotListed,
  TooManyMentions,
  TooManyReactions,
  TooManyPins,
  ...moderationRejections,
  SegmentNotReached,
  EndsInThePast,
  NotForSoMany,
  ...fileRejections,
] as const

/** Every kind of row that decisions look at. */
export const rowKinds = [
  channelRows,
  detailsRows,
  feedRows,
  memberRows,
  messageRows,
  reactionRows,
  reactionsRows,
  pinsRows,
  banRows,
  muteRows,
  channelMuteRows,
  memberLimitRows,
  channelLimitRows,
  rateRows,
  flagsRows,
  flagLimitRows,
  doneRows,
  cursorRows,
  nicknameRows,
  ownDoneRows,
  notificationRows,
  putAwayRows,
  favouriteRows,
  draftRows,
  deliveredRows,
  keptRows,
  profileRows,
  statusRows,
  selfDoneRows,
  fileRows,
] as const

// The events and commands themselves, as values that define them and as types of what they define.
export * from './channel/archive-channel.ts'
export { CreateChannel } from './channel/create-channel.ts'
export * from './channel/delete-channel.ts'
export * from './channel/describe-channel.ts'
export * from './channel/events.ts'
export * from './channel/open-conversation.ts'
export { OpenConversationWith } from './channel/open-conversation-with.ts'
export * from './channel/rename-channel.ts'
export * from './channel/set-channel-notification.ts'
export { ChangeDetails } from './details/change-details.ts'
export * from './details/events.ts'
export * from './channel/unarchive-channel.ts'
export { CreateFeed } from './feeds/create-feed.ts'
export { DeleteFeed } from './feeds/delete-feed.ts'
export * from './feeds/events.ts'
export { RenameFeed } from './feeds/rename-feed.ts'
export * from './files/events.ts'
export { DeleteFile } from './files/delete-file.ts'
export { FinishUpload } from './files/finish-upload.ts'
export { fileIdOf, RegisterFile } from './files/register-file.ts'
export * from './membership/add-member.ts'
export * from './membership/change-role.ts'
export * from './membership/events.ts'
export * from './membership/join-channel.ts'
export { LeaveChannel } from './membership/leave-channel.ts'
export * from './membership/remove-member.ts'
export * from './membership/transfer-ownership.ts'
export * from './membership/set-nickname.ts'
export * from './messages/delete-message.ts'
export * from './messages/edit-message.ts'
export * from './messages/events.ts'
export * from './messages/send-message.ts'
export * from './moderation/ban-events.ts'
export * from './moderation/ban-member.ts'
export * from './personal/archive-for-me.ts'
export * from './personal/events.ts'
export { SaveDraft } from './personal/save-draft.ts'
export { SetFavourite } from './personal/set-favourite.ts'
export * from './personal/set-notification.ts'
export * from './moderation/flag-events.ts'
export { ClearFlags, FlagMessage, UnflagMessage } from './moderation/flag-message.ts'
export * from './moderation/limit-events.ts'
export * from './moderation/mute-channel.ts'
export * from './moderation/mute-events.ts'
export * from './moderation/mute-member.ts'
export * from './moderation/set-flag-limit.ts'
export * from './moderation/set-rate-limit.ts'
export * from './people/events.ts'
export { SetProfile } from './people/set-profile.ts'
export { SetStatus } from './people/set-status.ts'
export * from './pins/events.ts'
export { maxPins, PinMessage, UnpinMessage } from './pins/pin-message.ts'
export * from './reactions/events.ts'
export { AddReaction, RemoveReaction } from './reactions/react.ts'
export * from './reading/events.ts'
export { KeepReceipts } from './reading/keep-receipts.ts'
export { MarkDelivered } from './reading/mark-delivered.ts'
export { MarkRead } from './reading/mark-read.ts'
