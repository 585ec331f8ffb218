import * as t from 'io-ts'
import { UserId } from '../values/ids.ts'
import { Role } from './roles.ts'

/** Whoever asks is no member of the channel. */
const NotAMember = t.strict({ _tag: t.literal('NotAMember') }, 'NotAMember')

/** The channel has as many members as a channel may have. */
const ChannelIsFull = t.strict({ _tag: t.literal('ChannelIsFull'), most: t.number }, 'ChannelIsFull')

/** What was asked takes a higher role. */
const RoleTooLow = t.strict(
  {
    _tag: t.literal('RoleTooLow'),
    /** The least role that may. */
    needs: Role,
  },
  'RoleTooLow',
)

/** What was asked nobody may do here, whatever their role, or not this person. */
const MissingPermission = t.strict(
  {
    _tag: t.literal('MissingPermission'),
    /** What one may not, of docs/spec/permissions.md. */
    action: t.string,
  },
  'MissingPermission',
)

/** The member that it is about does not stand below whoever asks. */
const OutranksYou = t.strict(
  {
    _tag: t.literal('OutranksYou'),
    userId: UserId,
  },
  'OutranksYou',
)

/** The channel would be left without an owner. */
const LastOwner = t.strict({ _tag: t.literal('LastOwner') }, 'LastOwner')

/** The person that it is about is no member of the channel. */
const UserIsNotAMember = t.strict(
  {
    _tag: t.literal('UserIsNotAMember'),
    userId: UserId,
  },
  'UserIsNotAMember',
)

/** Here nobody is put into a channel or a conversation by whoever asks. */
const MayNotAdd = t.strict(
  {
    _tag: t.literal('MayNotAdd'),
    /** The first of those whom it is about. */
    userId: UserId,
  },
  'MayNotAdd',
)

/** Why commands of this area are turned down. */
export const membershipRejections = [
  NotAMember,
  ChannelIsFull,
  RoleTooLow,
  MissingPermission,
  OutranksYou,
  LastOwner,
  UserIsNotAMember,
  MayNotAdd,
] as const
export type MembershipRejection = t.TypeOf<(typeof membershipRejections)[number]>
