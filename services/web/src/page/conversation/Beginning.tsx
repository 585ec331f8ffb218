import type { Conversation } from '@parley/client'
import { useMay } from '../app/may.ts'
import { nameOf } from '../app/names.ts'

/** What stands above a channel's first message. */
export const Beginning = ({ conversation }: { readonly conversation: Conversation }) => {
  const may = useMay(conversation)
  const { channel, withUserId } = conversation
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
          {may('send') ? 'Nothing has been said yet. Say the first word.' : 'Nothing has been said.'}
        </p>
      )}
    </div>
  )
}
