import { conversationList } from '@parley/client'
import type { ChannelId } from '@parley/domain'
import { useMemo, useState } from 'react'
import { useClient, useClientState } from '../app/client-context.ts'
import type { Open } from '../dialogs/Dialogs.tsx'
import { putAwayTitle, sectionsOf } from '../personal/sections.ts'
import { ConversationRow } from './ConversationRow.tsx'
import { moveBetweenRows } from './move.ts'

interface ConversationListProps {
  readonly current: ChannelId | null
  readonly onOpen: Open
}

/** Everything that one is in, favourites, channels and people apart, latest activity first, what was put away folded below; Tab stops at one row of it. */
export const ConversationList = ({ current, onOpen }: ConversationListProps) => {
  const client = useClient()
  const loaded = useClientState((state) => state.loaded)
  const conversations = useClientState((state) => state.conversations)
  const [showsAway, setShowsAway] = useState(false)
  const [reached, setReached] = useState<string | null>(null)
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
  const parts = sectionsOf(list).map(({ title, lines }) =>
    title === putAwayTitle && !showsAway
      ? { title, lines: lines.filter(({ channel }) => channel.channelId === current), away: lines.length }
      : { title, lines, away: title === putAwayTitle ? lines.length : 0 },
  )
  const shown = parts.flatMap(({ lines }) => lines.map(({ channel }) => channel.channelId))
  const stop = shown.find((id) => id === reached) ?? shown.find((id) => id === current) ?? shown[0]
  return (
    <div className="conversations" onKeyDown={moveBetweenRows}>
      {parts.map(({ title, lines, away }) => (
        <section key={title} aria-label={title}>
          {away === 0 ? (
            <h2>{title}</h2>
          ) : (
            <h2>
              <button type="button" aria-expanded={showsAway} onClick={() => setShowsAway(!showsAway)}>
                {title} ({away})
              </button>
            </h2>
          )}
          <ul>
            {lines.map((conversation) => {
              const { channelId } = conversation.channel
              return (
                <li key={channelId} onFocus={() => setReached(channelId)}>
                  <ConversationRow
                    conversation={conversation}
                    isCurrent={channelId === current}
                    isStop={channelId === stop}
                  />
                </li>
              )
            })}
          </ul>
        </section>
      ))}
    </div>
  )
}

const Waiting = () => (
  <div className="waiting" role="status" aria-label="Loading conversations">
    {[70, 45, 60, 52].map((width) => (
      <i key={width} style={{ width: `${width}%` }} />
    ))}
  </div>
)
