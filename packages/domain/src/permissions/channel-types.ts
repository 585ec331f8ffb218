import type { Action } from './actions.ts'
import type { Role } from './ranks.ts'
import type { Traits } from './traits.ts'

/** A type of channel: how it is, and what may be done in it by which role. */
export type ChannelTypeRow = Traits & {
  /** From which role on members may do what. Whatever stands nowhere, nobody may. Joining follows from the traits. */
  readonly allows: Readonly<Partial<Record<Role, ReadonlyArray<Action>>>>
}

const anyMember = ['read', 'react', 'editOwn', 'deleteOwn', 'leave'] as const
const moderators = ['deleteAny', 'pin', 'remove'] as const
const admins = ['changeRoles', 'rename', 'describe'] as const
const owners = ['archive'] as const

const table = {
  standard: {
    visibility: 'open',
    joining: 'free',
    naming: 'own',
    listed: true,
    allows: {
      member: [...anyMember, 'send', 'reply', 'add'],
      moderator: moderators,
      admin: admins,
      owner: owners,
    },
  },
  private: {
    visibility: 'hidden',
    joining: 'invited',
    naming: 'own',
    listed: false,
    allows: {
      member: [...anyMember, 'send', 'reply'],
      moderator: [...moderators, 'add'],
      admin: admins,
      owner: owners,
    },
  },
  conversation: {
    visibility: 'hidden',
    joining: 'fixed',
    naming: 'members',
    listed: false,
    allows: { member: ['read', 'send', 'reply', 'react', 'editOwn', 'deleteOwn', 'pin'] },
  },
  broadcast: {
    visibility: 'open',
    joining: 'free',
    naming: 'own',
    listed: true,
    allows: {
      member: anyMember,
      moderator: [...moderators, 'send', 'reply', 'add'],
      admin: admins,
      owner: owners,
    },
  },
} as const satisfies Readonly<Record<string, ChannelTypeRow>>

/** The name of a type of channel. */
export type ChannelType = keyof typeof table

/** The name of a type whose channels have names of their own. */
export type NamedChannelType = {
  readonly [Type in ChannelType]: (typeof table)[Type]['naming'] extends 'own' ? Type : never
}[ChannelType]

/** All types of channel. Whatever is to be known of a type stands here. */
export const channelTypes: Readonly<Record<ChannelType, ChannelTypeRow>> = table

/** The type of a channel that is created for everyone. */
export const everyonesChannelType = 'standard' satisfies NamedChannelType

/** The type of a channel that is created for those who are put into it. */
export const invitedChannelType = 'private' satisfies NamedChannelType

/** The type of what two people begin with each other. */
export const conversationType = 'conversation' satisfies Exclude<ChannelType, NamedChannelType>
