import type { UserId } from '@parley/domain'
import type { Change, MemberView, Update } from '@parley/contract'

/** The members of a channel by user id, as far as they were loaded. */
export interface Roster {
  readonly members: ReadonlyArray<MemberView>
  /** Whether there are others after these. */
  readonly more: boolean
}

/**
 * A roster after an update of its channel. One that an answer has shown already may come again, and any that come
 * after it too: of each member the last one counts.
 */
export const foldRoster = (roster: Roster, { changes }: Update): Roster => changes.reduce(afterChange, roster)

const afterChange = (roster: Roster, change: Change): Roster => {
  if (change.row !== 'member') return roster
  const { userId, put, patch, remove } = change
  const before = roster.members.find((member) => member.userId === userId)
  const others = roster.members.filter((member) => member !== before)
  if (remove === true) return before === undefined ? roster : { ...roster, members: others }
  const member = put === undefined ? before && { ...before, ...patch } : { userId, nickname: null, ...put }
  if (member === undefined) return roster
  const last = roster.members.at(-1)
  // Beyond what is loaded there may be others before them.
  if (roster.more && (last === undefined || isBefore(last.userId, userId))) return roster
  const index = others.findIndex((other) => isBefore(userId, other.userId))
  return { ...roster, members: others.toSpliced(index === -1 ? others.length : index, 0, member) }
}

/** By code points, as the server sorts: JavaScript's own order of strings is another beyond U+FFFF. */
const isBefore = (one: UserId, other: UserId): boolean => {
  let at = 0
  while (at < one.length && one[at] === other[at]) at += 1
  // The second halves of two characters whose first halves are the same are in order, too.
  return (one.codePointAt(at) ?? -1) < (other.codePointAt(at) ?? -1)
}
