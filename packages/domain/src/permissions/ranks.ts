/** The roles of members, highest rank first. */
export const roles = ['owner', 'admin', 'moderator', 'member', 'guest'] as const
export type Role = (typeof roles)[number]

const ranks: Readonly<Record<Role, number>> = { owner: 4, admin: 3, moderator: 2, member: 1, guest: 0 }

/** Whether a role ranks above another. */
export const outranks = (role: Role, other: Role): boolean => ranks[role] > ranks[other]

/** Whether a role ranks as high as another, or above. */
export const isAtLeast = (role: Role, least: Role): boolean => ranks[role] >= ranks[least]

/**
 * MEM-10, MEM-11: the roles that somebody may give to a member who has one, if they may change roles at all. An owner
 * gives any to anyone, others those below their own to those below themselves.
 */
export const rolesToGive = (mine: Role, theirs: Role): ReadonlyArray<Role> => {
  if (mine === 'owner') return roles
  return outranks(mine, theirs) ? roles.filter((role) => outranks(mine, role)) : []
}

/** The lowest role that gives this one to a member who has that one. */
export const leastToGive = (theirs: Role, given: Role): Role =>
  roles.findLast((role) => rolesToGive(role, theirs).includes(given)) ?? 'owner'
