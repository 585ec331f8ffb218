import type { Traits } from './traits.ts'

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
  readonly [Trait in keyof Traits]: { readonly trait: Trait; readonly is: Traits[Trait] }
}[keyof Traits]

const fixed = { trait: 'joining', is: 'fixed' } as const
const nameless = { trait: 'naming', is: 'members' } as const

const table = {
  read: { says: 'read what is said and see who is in the channel', whileArchived: true },
  send: { says: 'send messages' },
  reply: { says: 'reply to messages' },
  react: { says: 'react to messages, and take their reactions back' },
  editOwn: { says: 'edit their own messages' },
  deleteOwn: { says: 'delete their own messages' },
  deleteAny: { says: 'delete the messages of others' },
  pin: { says: 'pin messages, and unpin them' },
  join: { says: 'join by themselves', forOutsiders: true, ruledOutBy: fixed },
  leave: { says: 'leave', whileArchived: true, ruledOutBy: fixed },
  add: { says: 'add people', ruledOutBy: fixed },
  remove: { says: 'remove members of lower rank', ruledOutBy: fixed },
  changeRoles: { says: 'change the roles of members', ruledOutBy: fixed },
  rename: { says: 'rename the channel', ruledOutBy: nameless },
  describe: { says: 'describe the channel', ruledOutBy: nameless },
  archive: { says: 'archive the channel', ruledOutBy: fixed },
} as const satisfies Readonly<Record<string, ActionRow>>

export type Action = keyof typeof table

/** All that rules speak of. */
export const actions: Readonly<Record<Action, ActionRow>> = table

/** Their names, in the order of the table. */
export const actionNames: ReadonlyArray<Action> = Object.keys(table) as Array<Action>
