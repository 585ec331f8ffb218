import type { Person } from '@parley/auth'
import type { Query, WireCommand } from '@parley/contract'
import type { Rejection } from '@parley/domain'

/** What is asked, by the type of it. */
export type Asked = WireCommand['type'] | Query['type']

/**
 * What a guest of the tenant may ask: what their place in the channel lets them (`as-others`), the same with those alone
 * whom they share a channel with (`with-acquaintances`), or not at all, as which action.
 */
export type Allowance = 'as-others' | 'with-acquaintances' | { readonly never: string }

/** GUEST-2: of each command and query that there is, or this does not compile. */
export const allowances: Readonly<Record<Asked, Allowance>> = {
  CreateChannel: { never: 'create' },
  OpenConversation: 'with-acquaintances',
  OpenConversationWith: 'with-acquaintances',
  RenameChannel: 'as-others',
  DescribeChannel: 'as-others',
  ChangeDetails: 'as-others',
  ArchiveChannel: 'as-others',
  UnarchiveChannel: 'as-others',
  DeleteChannel: 'as-others',
  CreateFeed: 'as-others',
  RenameFeed: 'as-others',
  DeleteFeed: 'as-others',
  JoinChannel: { never: 'join' },
  LeaveChannel: 'as-others',
  AddMember: { never: 'add' },
  RemoveMember: 'as-others',
  ChangeRole: 'as-others',
  TransferOwnership: 'as-others',
  SendMessage: 'as-others',
  EditMessage: 'as-others',
  DeleteMessage: 'as-others',
  AddReaction: 'as-others',
  RemoveReaction: 'as-others',
  PinMessage: 'as-others',
  UnpinMessage: 'as-others',
  BanMember: 'as-others',
  UnbanMember: 'as-others',
  MuteMember: 'as-others',
  UnmuteMember: 'as-others',
  MuteChannel: 'as-others',
  UnmuteChannel: 'as-others',
  SetRateLimit: 'as-others',
  LiftRateLimit: 'as-others',
  FlagMessage: 'as-others',
  UnflagMessage: 'as-others',
  ClearFlags: 'as-others',
  SetFlagLimit: 'as-others',
  MarkRead: 'as-others',
  MarkDelivered: 'as-others',
  KeepReceipts: 'as-others',
  SetChannelNotification: 'as-others',
  SetNickname: 'as-others',
  SetNotification: 'as-others',
  ArchiveForMe: 'as-others',
  UnarchiveForMe: 'as-others',
  SetFavourite: 'as-others',
  SaveDraft: 'as-others',
  SetProfile: 'as-others',
  SetStatus: 'as-others',
  RegisterFile: 'as-others',
  FinishUpload: 'as-others',
  DeleteFile: 'as-others',
  conversations: 'as-others',
  conversation: 'as-others',
  history: 'as-others',
  thread: 'as-others',
  members: 'as-others',
  browse: { never: 'browse' },
  people: 'with-acquaintances',
  reactions: 'as-others',
  pinned: 'as-others',
  search: 'as-others',
  unread: 'as-others',
  bans: 'as-others',
  receipts: 'as-others',
  mutes: 'as-others',
  restraints: 'as-others',
  limits: 'as-others',
  versions: 'as-others',
  reports: 'as-others',
  directory: 'with-acquaintances',
  profiles: 'with-acquaintances',
  file: 'as-others',
}

/** Why a guest is turned down whatever they are in their channels; undefined: they are none, or their role decides. */
export const refusedGuest = ({ guest }: Pick<Person, 'guest'>, asked: Asked): Rejection | undefined => {
  const allowance = allowances[asked]
  if (guest !== true || typeof allowance === 'string') return undefined
  return { _tag: 'MissingPermission', action: allowance.never }
}

/**
 * What a guest is told instead of why they were turned down: nothing tells that there is a channel that they are not in.
 */
export const toldGuest = (
  { guest }: Pick<Person, 'guest'>,
  asked: Asked,
  rejection: Rejection,
): Rejection => {
  const tells = rejection._tag === 'NotAMember' || asked === 'JoinChannel'
  return guest === true && tells ? { _tag: 'ChannelNotFound' } : rejection
}
