import type { Conversation, Order } from '@parley/client'
import { isAtLeast, outranks, type Position, type Role } from '@parley/domain'
import type { MemberView } from '@parley/protocol'
import { useClient, useMe } from '../app/client-context.ts'
import { useAct } from '../app/notices.tsx'
import { Avatar } from '../ui/Avatar.tsx'
import { IconButton } from '../ui/IconButton.tsx'
import { rolesToGive } from './roles.ts'

interface MemberRowProps {
  readonly member: MemberView
  readonly conversation: Conversation
  readonly online: boolean
  readonly onChanged: (position: Position) => Promise<void>
}

export const MemberRow = ({ member, conversation, online, onChanged }: MemberRowProps) => {
  const client = useClient()
  const act = useAct()
  const me = useMe()
  const { channel, role } = conversation
  const { channelId } = channel
  const { userId } = member
  const isManaged = !channel.archived && channel.channelType !== 'conversation'
  const roles = isManaged ? rolesToGive(role, member.role) : []
  const mayRemove = isManaged && userId !== me && isAtLeast(role, 'moderator') && outranks(role, member.role)
  const carryOut = async (order: Order): Promise<void> => {
    const done = await act(client.command(order))
    if (done !== null) await onChanged(done.position)
  }
  return (
    <li className="member" data-member={userId} data-online={online}>
      <Avatar name={userId} size="small" online={online} />
      <span className="member-name">
        {userId}
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
}
