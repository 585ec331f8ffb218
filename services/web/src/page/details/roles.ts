import { isAtLeast, type Role } from '@parley/domain'

const all: ReadonlyArray<Role> = ['owner', 'admin', 'moderator', 'member']

/** The roles that somebody may choose for a member who has one, that one among them; none where they may not. */
export const rolesToGive = (mine: Role, theirs: Role): ReadonlyArray<Role> => {
  if (mine === 'owner') return all
  if (mine !== 'admin' || isAtLeast(theirs, 'admin')) return []
  return ['moderator', 'member']
}
