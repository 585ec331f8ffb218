import * as t from 'io-ts'

/** What a member may do in a channel, in rank from owner down to member. */
export const Role = t.union(
  [t.literal('owner'), t.literal('admin'), t.literal('moderator'), t.literal('member')],
  'Role',
)
export type Role = t.TypeOf<typeof Role>

const ranks: Readonly<Record<Role, number>> = { owner: 3, admin: 2, moderator: 1, member: 0 }

/** Whether a role stands above another. */
export const outranks = (role: Role, other: Role): boolean => ranks[role] > ranks[other]

/** Whether a role is at least another. */
export const isAtLeast = (role: Role, least: Role): boolean => ranks[role] >= ranks[least]
