import type { UnnamedCommand } from '@parley/client'
import type { ChannelId } from '@parley/domain'
import { outranks, type Role, rolesToGive } from '@parley/domain/permissions'
import type { MemberView } from '@parley/contract'
import { memo, useState } from 'react'
import { useClient, useMe } from '../app/client-context.ts'
import { useAct } from '../app/notices.tsx'
import { Moderate } from '../moderation/Moderate.tsx'
import { Called } from '../people/Called.tsx'
import { useStatus } from '../people/called.ts'
import { Avatar } from '../ui/Avatar.tsx'
import { IconButton } from '../ui/IconButton.tsx'

/** The choice that is no role: it is asked twice. */
const handOver = 'hand-over'

interface MemberRowProps {
  readonly member: MemberView
  readonly channelId: ChannelId
  /** One's own role. */
  readonly role: Role
  /** Whether one removes members here, and changes their roles: those of lower rank. */
  readonly removes: boolean
  readonly ranks: boolean
  /** Whether one bans, and mutes, those of lower rank. */
  readonly bans: boolean
  readonly mutes: boolean
  /** Whether one makes another the owner instead of oneself. */
  readonly transfers: boolean
  readonly online: boolean
}

export const MemberRow = memo(
  ({ member, channelId, role, removes, ranks, bans, mutes, transfers, online }: MemberRowProps) => {
    const client = useClient()
    const act = useAct()
    const me = useMe()
    const status = useStatus(member.userId)
    const [sure, setSure] = useState(false)
    const { userId, nickname } = member
    const roles = ranks ? rolesToGive(role, member.role) : []
    const isBelow = userId !== me && outranks(role, member.role)
    const mayRemove = removes && isBelow
    const carryOut = async (command: UnnamedCommand): Promise<void> => {
      await act(client.command(command))
    }
    return (
      <li className="member" data-member={userId} data-online={online}>
        <Avatar name={userId} size="small" online={online} />
        <span className="member-name" title={userId}>
          <Called userId={userId} instead={nickname} withId />
          {userId === me && <i> (you)</i>}
          <span className="unseen">{online ? ', online' : ', away'}</span>
          {status !== undefined && (
            <bdi className="status" title={status}>
              {status}
            </bdi>
          )}
        </span>
        {roles.length > 0 ? (
          <select
            aria-label={`Role of ${userId}`}
            value={member.role}
            onChange={(event) => {
              const chosen = roles.find((one) => one === event.target.value)
              setSure(event.target.value === handOver)
              if (chosen !== undefined)
                void carryOut({ type: 'ChangeRole', channelId, userId, role: chosen satisfies Role })
            }}
          >
            {roles.map((one) => (
              <option key={one}>{one}</option>
            ))}
            {transfers && userId !== me && <option value={handOver}>owner instead of you…</option>}
          </select>
        ) : (
          member.role !== 'member' && <span className="role">{member.role}</span>
        )}
        {sure && (
          <button
            type="button"
            className="danger"
            onClick={() => {
              setSure(false)
              void carryOut({ type: 'TransferOwnership', channelId, userId })
            }}
          >
            Hand it over?
          </button>
        )}
        {mutes && isBelow && (
          <Moderate
            label={`Mute ${userId}`}
            command={(until) => ({ type: 'MuteMember', channelId, userId, until, reason: null })}
            carryOut={(command) => void carryOut(command)}
          />
        )}
        {bans && isBelow && (
          <Moderate
            label={`Ban ${userId}`}
            command={(until) => ({ type: 'BanMember', channelId, userId, until, reason: null })}
            carryOut={(command) => void carryOut(command)}
          />
        )}
        {mayRemove && (
          <IconButton
            icon="close"
            label={`Remove ${userId}`}
            onClick={() => void carryOut({ type: 'RemoveMember', channelId, userId })}
          />
        )}
      </li>
    )
  },
)
MemberRow.displayName = 'MemberRow'
