/** The roles of members, highest rank first. */
export const roles = ['owner', 'admin', 'moderator', 'member'] as const
export type Role = (typeof roles)[number]

const ranks: Readonly<Record<Role, number>> = { owner: 3, admin: 2, moderator: 1, member: 0 }

/** Whether a role ranks above another. */
export const outranks = (role: Role, other: Role): boolean => ranks[role] > ranks[other]

/** Whether a role ranks as high as another, or above. */
export const isAtLeast = (role: Role, least: Role): boolean => ranks[role] >= ranks[least]
