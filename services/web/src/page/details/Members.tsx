import type { Conversation } from '@parley/client'
import type { MemberView } from '@parley/contract'
import { useClientState } from '../app/client-context.ts'
import { useMay } from '../app/may.ts'
import { counted } from '../app/names.ts'
import { MemberRow } from './MemberRow.tsx'
import { useMembers } from './use-members.ts'

/** As many as are loaded at first: then those who are there come first. Further ones stand by name, and stay in place. */
const few = 50

/** Who is in the channel. */
export const Members = ({ conversation }: { readonly conversation: Conversation }) => {
  const { channel } = conversation
  const { roster, end } = useMembers(channel.channelId)
  const online = useClientState((state) => state.online.get(channel.channelId))
  const isThere = (member: MemberView): boolean => online?.has(member.userId) === true
  const may = useMay(conversation)
  const [removes, ranks, transfers] = [may('remove'), may('changeRoles'), may('transfer')]
  const [bans, mutes] = [may('ban'), may('mute')]
  const members = roster?.members ?? []
  const sorted =
    roster?.more === false && members.length <= few
      ? members.toSorted(
          (a, b) => Number(isThere(b)) - Number(isThere(a)) || a.userId.localeCompare(b.userId),
        )
      : members
  return (
    <section className="members" aria-label="Members">
      <h3>{counted(channel.memberCount, 'member')}</h3>
      <ul aria-busy={roster === null}>
        {sorted.map((member) => (
          <MemberRow
            key={member.userId}
            member={member}
            channelId={channel.channelId}
            role={conversation.role}
            removes={removes}
            ranks={ranks}
            bans={bans}
            mutes={mutes}
            transfers={transfers}
            online={isThere(member)}
          />
        ))}
        {roster?.more === true && (
          <li className="members-more" ref={end} aria-hidden>
            …
          </li>
        )}
      </ul>
    </section>
  )
}
