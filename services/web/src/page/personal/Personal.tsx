import { type Conversation, isPutAway, type UnnamedCommand } from '@parley/client'
import { useClient } from '../app/client-context.ts'
import { useAct } from '../app/notices.tsx'
import { Notifications } from './Notifications.tsx'

/** What one keeps of a channel for oneself: whether it notifies, where it stands in the list. Nobody else sees it. */
export const Personal = ({ conversation }: { readonly conversation: Conversation }) => {
  const client = useClient()
  const act = useAct()
  const { channelId } = conversation.channel
  const { favourite, receiptsKept } = conversation.personal
  const isAway = isPutAway(conversation)
  const carryOut = (command: UnnamedCommand): void => void act(client.command(command))
  return (
    <section className="personal" aria-label="For you">
      <h3>For you</h3>
      <Notifications conversation={conversation} />
      <p className="buttons">
        <button
          type="button"
          className="quiet"
          onClick={() => carryOut({ type: 'SetFavourite', channelId, favourite: !favourite })}
        >
          {favourite ? 'Remove from favourites' : 'Add to favourites'}
        </button>
        <button
          type="button"
          className="quiet"
          onClick={() => carryOut({ type: isAway ? 'UnarchiveForMe' : 'ArchiveForMe', channelId })}
        >
          {isAway ? 'Put back into the list' : 'Put away until something is said'}
        </button>
        <button
          type="button"
          className="quiet"
          onClick={() => carryOut({ type: 'KeepReceipts', channelId, kept: !receiptsKept })}
        >
          {receiptsKept ? 'Let others know what I read' : 'Keep to myself what I read'}
        </button>
      </p>
    </section>
  )
}
