import type { Order } from '@parley/client'
import { type ChannelId, isAtLeast, outranks, type Role } from '@parley/domain'
import type { MemberView } from '@parley/contract'
import { memo } from 'react'
import { useClient, useMe } from '../app/client-context.ts'
import { useAct } from '../app/notices.tsx'
import { Avatar } from '../ui/Avatar.tsx'
import { IconButton } from '../ui/IconButton.tsx'
import { rolesToGive } from './roles.ts'

interface MemberRowProps {
  readonly member: MemberView
  readonly channelId: ChannelId
  /** One's own role. */
  readonly role: Role
  /** Whether members come, go and change roles here by what others do. */
  readonly managed: boolean
  readonly online: boolean
}

export const MemberRow = memo(({ member, channelId, role, managed, online }: MemberRowProps) => {
  const client = useClient()
  const act = useAct()
  const me = useMe()
  const { userId } = member
  const roles = managed ? rolesToGive(role, member.role) : []
  const mayRemove = managed && userId !== me && isAtLeast(role, 'moderator') && outranks(role, member.role)
  const carryOut = async (order: Order): Promise<void> => {
    await act(client.command(order))
  }
  return (
    <li className="member" data-member={userId} data-online={online}>
      <Avatar name={userId} size="small" online={online} />
      <span className="member-name" title={userId}>
        <bdi>{userId}</bdi>
        {userId === me && <i> (you)</i>}
        <span className="unseen">{online ? ', online' : ', away'}</span>
      </span>
      {roles.length > 0 ? (
        <select
          aria-label={`Role of ${userId}`}
          value={member.role}
          onChange={(event) => {
            const chosen = roles.find((one) => one === event.target.value)
            if (chosen !== undefined)
              void carryOut({ type: 'ChangeRole', channelId, userId, role: chosen satisfies Role })
          }}
        >
          {roles.map((one) => (
            <option key={one}>{one}</option>
          ))}
        </select>
      ) : (
        member.role !== 'member' && <span className="role">{member.role}</span>
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
})
MemberRow.displayName = 'MemberRow'
