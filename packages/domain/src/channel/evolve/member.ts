import type { ChannelEvent } from '../../events/channel-event.ts'
import type { MemberRow } from '../rows.ts'

/** A membership after an event about that person. */
export const evolveMember = (row: MemberRow | undefined, event: ChannelEvent): MemberRow | undefined => {
  if (event.type === 'MemberJoined' || event.type === 'MemberRoleChanged') {
    return { kind: 'member', role: event.role }
  }
  return event.type === 'MemberLeft' ? undefined : row
}
