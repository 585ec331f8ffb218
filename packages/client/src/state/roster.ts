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
  if (put !== undefined) return withMember(roster, { userId, ...put })
  if (!roster.members.some((member) => member.userId === userId)) return roster
  const members =
    remove === true
      ? roster.members.filter((member) => member.userId !== userId)
      : roster.members.map((member) => (member.userId === userId ? { ...member, ...patch } : member))
  return { ...roster, members }
}

const withMember = (roster: Roster, joined: MemberView): Roster => {
  const { userId } = joined
  const last = roster.members.at(-1)
  // Beyond what is loaded there may be others before them.
  if (roster.more && (last === undefined || isBefore(last.userId, userId))) return roster
  const others = roster.members.filter((member) => member.userId !== userId)
  const index = others.findIndex((member) => isBefore(userId, member.userId))
  return { ...roster, members: others.toSpliced(index === -1 ? others.length : index, 0, joined) }
}

/** By code points, as the server sorts: JavaScript's own order of strings is another beyond U+FFFF. */
const isBefore = (one: UserId, other: UserId): boolean => {
  let at = 0
  while (at < one.length && one[at] === other[at]) at += 1
  // The second halves of two characters whose first halves are the same are in order, too.
  return (one.codePointAt(at) ?? -1) < (other.codePointAt(at) ?? -1)
}
