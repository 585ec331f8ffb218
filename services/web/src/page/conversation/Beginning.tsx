import type { Conversation } from '@parley/client'
import { nameOf } from '../app/names.ts'
import { mayWrite } from '../message/may.ts'

/** What stands above a channel's first message. */
export const Beginning = ({ conversation }: { readonly conversation: Conversation }) => {
  const { channel, role, withUserId } = conversation
  const writes = !channel.archived && mayWrite({ channelType: channel.channelType, role })
  return (
    <div className="beginning">
      <h3 dir="auto">{nameOf(conversation)}</h3>
      <p>
        {withUserId === null
          ? channel.description || 'This is where the channel begins.'
          : `This is where you and ${withUserId} begin.`}
      </p>
      {channel.lastSegment === 0 && (
        <p className="hint">
          {writes ? 'Nothing has been said yet. Say the first word.' : 'Nothing has been said.'}
        </p>
      )}
    </div>
  )
}
