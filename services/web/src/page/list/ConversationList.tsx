import { conversationList } from '@parley/client'
import type { ChannelId } from '@parley/domain'
import { type KeyboardEvent, useMemo } from 'react'
import { useClient, useClientState } from '../app/client-context.ts'
import type { Open } from '../dialogs/Dialogs.tsx'
import { ConversationRow } from './ConversationRow.tsx'

interface ConversationListProps {
  readonly current: ChannelId | null
  readonly onOpen: Open
}

/** Everything that one is in, latest activity first. */
export const ConversationList = ({ current, onOpen }: ConversationListProps) => {
  const client = useClient()
  const loaded = useClientState((state) => state.loaded)
  const conversations = useClientState((state) => state.conversations)
  // The list is made of the conversations alone: whatever else changes leaves it as it is.
  const list = useMemo(() => conversationList({ ...client.state(), conversations }), [client, conversations])
  if (!loaded) return <Waiting />
  if (list.length === 0)
    return (
      <div className="empty-list">
        <p>You are in no channel yet.</p>
        <button type="button" className="quiet" onClick={() => onOpen('browse')}>
          See which are open
        </button>
      </div>
    )
  return (
    <ul className="conversations" onKeyDown={moveBetweenRows}>
      {list.map((conversation) => (
        <li key={conversation.channel.channelId}>
          <ConversationRow
            conversation={conversation}
            isCurrent={conversation.channel.channelId === current}
          />
        </li>
      ))}
    </ul>
  )
}

const Waiting = () => (
  <div className="waiting" role="status" aria-label="Loading conversations">
    {[70, 45, 60, 52].map((width) => (
      <i key={width} style={{ width: `${width}%` }} />
    ))}
  </div>
)

/** Up and down go from row to row. */
const moveBetweenRows = (event: KeyboardEvent<HTMLUListElement>): void => {
  const step = event.key === 'ArrowDown' ? 1 : event.key === 'ArrowUp' ? -1 : 0
  if (step === 0) return
  const rows = [...event.currentTarget.querySelectorAll('a')]
  const at = rows.findIndex((row) => row === document.activeElement)
  event.preventDefault()
  rows[at + step]?.focus()
}
