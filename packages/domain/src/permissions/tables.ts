import type { Role } from './ranks.ts'
import type { Traits } from './traits.ts'

/** The two tables that all rules come from: what may be done in a channel, and in which type of channel by whom. */

/** What is asked of a channel. */
export interface ActionRow {
  /** What one does, as it goes on from "may". */
  readonly says: string
  /** Whether it can be allowed to who is no member. */
  readonly forOutsiders?: true
  /** Whether it is done in an archived channel too. */
  readonly whileArchived?: true
  /** Channels with this trait have no such thing, whatever rules say. */
  readonly ruledOutBy?: TraitValue
}

/** One trait with what it is: `{ trait: 'joining', is: 'fixed' }`. */
export type TraitValue = {
  readonly [Trait in keyof Traits]-?: { readonly trait: Trait; readonly is: Traits[Trait] }
}[keyof Traits]

const fixed = { trait: 'joining', is: 'fixed' } as const
const nameless = { trait: 'naming', is: 'members' } as const

const allActions = {
  read: { says: 'read what is said and see who is in the channel', whileArchived: true },
  send: { says: 'send messages' },
  reply: { says: 'reply to messages' },
  react: { says: 'react to messages, and take their reactions back' },
  editOwn: { says: 'edit their own messages' },
  deleteOwn: { says: 'delete their own messages' },
  deleteAny: { says: 'delete the messages of others' },
  mentionAll: { says: 'mention all who are in the channel, or there, at once' },
  pin: { says: 'pin messages, and unpin them' },
  nickname: { says: 'say what to be called in the channel' },
  join: { says: 'join by themselves', forOutsiders: true, ruledOutBy: fixed },
  leave: { says: 'leave', whileArchived: true, ruledOutBy: fixed },
  add: { says: 'add people', ruledOutBy: fixed },
  remove: { says: 'remove members of lower rank', ruledOutBy: fixed },
  changeRoles: { says: 'change the roles of members', ruledOutBy: fixed },
  transfer: { says: 'make another member the owner instead of themselves', ruledOutBy: fixed },
  rename: { says: 'rename the channel', ruledOutBy: nameless },
  describe: { says: 'describe the channel', ruledOutBy: nameless },
  manageFeeds: { says: 'create feeds, rename them and delete them', ruledOutBy: fixed },
  archive: { says: 'archive the channel', ruledOutBy: fixed },
  ban: { says: 'ban people of lower rank, and take that back', ruledOutBy: fixed },
  unarchive: { says: 'open the archived channel again', whileArchived: true, ruledOutBy: fixed },
  deleteChannel: { says: 'delete the channel for good', whileArchived: true, ruledOutBy: fixed },
  mute: { says: 'mute the channel, or people of lower rank, and take that back', ruledOutBy: fixed },
  setLimits: {
    says: 'limit how often each in the channel, or people of lower rank, may send',
    ruledOutBy: fixed,
  },
  flag: { says: 'flag messages of others for moderators' },
  seeFlags: { says: 'see who flagged which messages, and clear flags', ruledOutBy: fixed },
} as const satisfies Readonly<Record<string, ActionRow>>

export type Action = keyof typeof allActions

/** All that rules speak of. */
export const actions: Readonly<Record<Action, ActionRow>> = allActions

/** Their names, in the order of the table. */
export const actionNames: ReadonlyArray<Action> = Object.keys(allActions) as Array<Action>

/** A type of channel: how it is, and what may be done in it by which role. */
export type ChannelTypeRow = Traits & {
  /** From which role on members may do what. Whatever stands nowhere, nobody may. Joining follows from the traits. */
  readonly allows: Readonly<Partial<Record<Role, ReadonlyArray<Action>>>>
}

const guests = ['read', 'react', 'editOwn', 'deleteOwn', 'nickname', 'leave', 'flag'] as const
const moderators = [
  'deleteAny',
  'mentionAll',
  'pin',
  'remove',
  'ban',
  'mute',
  'setLimits',
  'seeFlags',
] as const
const admins = ['changeRoles', 'rename', 'describe', 'manageFeeds'] as const
const owners = ['archive', 'unarchive', 'deleteChannel', 'transfer'] as const

const without = <A extends Action>(of: ReadonlyArray<A>, ...less: ReadonlyArray<A>): ReadonlyArray<A> =>
  of.filter((action) => !less.includes(action))

/** How a channel is that everyone finds and joins. */
const toEveryone = { visibility: 'open', joining: 'free', naming: 'own', listed: true } as const

/** How a channel is that nobody knows of but those who were added. */
const byInvitation = { visibility: 'hidden', joining: 'invited', naming: 'own', listed: false } as const

/** How a channel is that belongs to nothing, and that everyone begins. */
const ofItself = { belongsTo: null, begunBy: 'everyone' } as const

const allTypes = {
  standard: {
    ...toEveryone,
    ...ofItself,
    allows: {
      guest: [...guests, 'send', 'reply'],
      member: ['add'],
      moderator: moderators,
      admin: admins,
      owner: owners,
    },
  },
  private: {
    ...byInvitation,
    ...ofItself,
    allows: {
      guest: [...guests, 'send', 'reply'],
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
    ...ofItself,
    // All are members: nobody gives those of a conversation another role.
    allows: {
      member: [
        'read',
        'send',
        'reply',
        'react',
        'editOwn',
        'deleteOwn',
        'mentionAll',
        'nickname',
        'pin',
        'flag',
      ],
    },
  },
  broadcast: {
    ...toEveryone,
    ...ofItself,
    allows: {
      guest: guests,
      moderator: [...moderators, 'send', 'reply', 'add'],
      admin: admins,
      owner: owners,
    },
  },
  // Who is in it follows from who is in the community: a server has them come and go, for its owner, and nobody else does.
  community: {
    purpose: 'Of a community',
    ...byInvitation,
    belongsTo: 'communityId',
    begunBy: 'servers',
    allows: {
      guest: [...without(guests, 'leave'), 'send', 'reply'],
      moderator: without(moderators, 'remove'),
      admin: admins,
      owner: [...owners, 'add', 'remove'],
    },
  },
  // It ends by being archived, for good: what is over is not live again.
  live: {
    purpose: 'Live',
    ...toEveryone,
    ...ofItself,
    allows: {
      guest: [...guests, 'send', 'reply'],
      moderator: [...moderators, 'add', 'archive'],
      admin: admins,
      owner: without(owners, 'unarchive'),
    },
  },
  company: {
    purpose: 'Of a company',
    ...byInvitation,
    belongsTo: 'companyId',
    begunBy: 'everyone',
    allows: {
      guest: [...guests, 'send', 'reply'],
      moderator: [...moderators, 'add'],
      admin: admins,
      owner: owners,
    },
  },
  // What was said stays, for those who ask and those who help alike; who helps closes it, and opens it again.
  support: {
    purpose: 'Support',
    ...byInvitation,
    belongsTo: 'companyId',
    begunBy: 'everyone',
    allows: {
      guest: [...without(guests, 'deleteOwn'), 'send', 'reply'],
      moderator: [...moderators, 'deleteOwn', 'add', 'archive', 'unarchive'],
      admin: admins,
      owner: owners,
    },
  },
} as const satisfies Readonly<Record<string, ChannelTypeRow>>

/** The name of a type of channel. */
export type ChannelType = keyof typeof allTypes

/** The name of a type whose channels have names of their own. */
export type NamedChannelType = {
  readonly [Type in ChannelType]: (typeof allTypes)[Type]['naming'] extends 'own' ? Type : never
}[ChannelType]

/** All types of channel. Whatever is to be known of a type stands here. */
export const channelTypes: Readonly<Record<ChannelType, ChannelTypeRow>> = allTypes

/** The type of a channel that is created for everyone. */
export const everyonesChannelType = 'standard' satisfies NamedChannelType

/** The type of a channel that is created for those who are put into it. */
export const invitedChannelType = 'private' satisfies NamedChannelType

/** The type of what two people begin with each other. */
export const conversationType = 'conversation' satisfies Exclude<ChannelType, NamedChannelType>
