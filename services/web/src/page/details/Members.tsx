import type { Conversation } from '@parley/client'
import type { Position } from '@parley/domain'
import type { MemberView } from '@parley/protocol'
import { useClientState } from '../app/client-context.ts'
import { counted } from '../app/names.ts'
import { MemberRow } from './MemberRow.tsx'

interface MembersProps {
  readonly conversation: Conversation
  readonly members: ReadonlyArray<MemberView> | null
  readonly onChanged: (position: Position) => Promise<void>
}

/** Who is in the channel: those who are there first, and by name. */
export const Members = ({ conversation, members, onChanged }: MembersProps) => {
  const { channel } = conversation
  const online = useClientState((state) => state.online.get(channel.channelId))
  const isThere = (member: MemberView): boolean => online?.has(member.userId) === true
  const sorted = (members ?? []).toSorted(
    (a, b) => Number(isThere(b)) - Number(isThere(a)) || a.userId.localeCompare(b.userId),
  )
  return (
    <section className="members" aria-label="Members">
      <h3>{counted(channel.memberCount, 'member')}</h3>
      <ul aria-busy={members === null}>
        {sorted.map((member) => (
          <MemberRow
            key={member.userId}
            member={member}
            conversation={conversation}
            online={isThere(member)}
            onChanged={onChanged}
          />
        ))}
      </ul>
    </section>
  )
}
