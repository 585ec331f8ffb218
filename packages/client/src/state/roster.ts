import type { UserId } from '@parley/domain'
import type { ChannelUpdateEvent, MemberView } from '@parley/contract'

/** The members of a channel by user id, as far as they were loaded. */
export interface Roster {
  readonly members: ReadonlyArray<MemberView>
  /** Whether there are others after these. */
  readonly more: boolean
}

/**
 * A roster after an event of its channel. An event that an answer has shown already may come again, and any that come
 * after it too: of each member the last one counts.
 */
export const foldRoster = (roster: Roster, event: ChannelUpdateEvent): Roster => {
  if (event.type === 'MemberJoined') {
    const { userId, role, at, segments } = event
    const last = roster.members.at(-1)
    // Beyond what is loaded there may be others before them.
    if (roster.more && (last === undefined || isBefore(last.userId, userId))) return roster
    const others = roster.members.filter((member) => member.userId !== userId)
    const index = others.findIndex((member) => isBefore(userId, member.userId))
    const joined = { userId, role, joinedAt: at, joinedSegments: segments }
    return { ...roster, members: others.toSpliced(index === -1 ? others.length : index, 0, joined) }
  }
  if (event.type === 'MemberLeft')
    return roster.members.some(({ userId }) => userId === event.userId)
      ? { ...roster, members: roster.members.filter(({ userId }) => userId !== event.userId) }
      : roster
  if (event.type !== 'MemberRoleChanged') return roster
  const { userId, role } = event
  const members = roster.members.map((member) => (member.userId === userId ? { ...member, role } : member))
  return { ...roster, members }
}

/** By code points, as the server sorts: JavaScript's own order of strings is another beyond U+FFFF. */
const isBefore = (one: UserId, other: UserId): boolean => {
  let at = 0
  while (at < one.length && one[at] === other[at]) at += 1
  // The second halves of two characters whose first halves are the same are in order, too.
  return (one.codePointAt(at) ?? -1) < (other.codePointAt(at) ?? -1)
}
