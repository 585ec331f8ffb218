import type { Conversation, Timeline as TimelineOf } from '@parley/client'
import { useMemo, useState } from 'react'
import { useClient, useMe } from '../app/client-context.ts'
import { counted, nameOf } from '../app/names.ts'
import { dayWords } from '../app/times.ts'
import { Message } from '../message/Message.tsx'
import { Icon } from '../ui/Icon.tsx'
import { Announcer } from './Announcer.tsx'
import { moveBetweenMessages } from './move.ts'
import { Pending } from './Pending.tsx'
import { rowsOf } from './rows.ts'
import { useFocused } from './use-focused.ts'
import { useReading } from './use-reading.ts'
import { useScroll } from './use-scroll.ts'

interface TimelineProps {
  readonly conversation: Conversation
  readonly timeline: TimelineOf
}

export const Timeline = ({ conversation, timeline }: TimelineProps) => {
  const client = useClient()
  const me = useMe()
  const { channel } = conversation
  const { channelId } = channel
  const { messages, more } = timeline
  const [loading, setLoading] = useState(false)
  const loadEarlier = async (): Promise<void> => {
    if (loading || !more) return
    setLoading(true)
    await client.loadEarlier(channelId)
    setLoading(false)
  }
  const { scroller, content, atBottom, toBottom, onScroll } = useScroll(messages, () => void loadEarlier())
  const focused = useFocused()
  const dividedAt = useReading(conversation, focused && atBottom)
  const rows = useMemo(() => rowsOf(messages, dividedAt, me), [messages, dividedAt, me])
  return (
    <div className="timeline-frame">
      <div className="timeline" ref={scroller} onScroll={onScroll}>
        <div className="timeline-content" ref={content}>
          {more ? (
            <p className="earlier">
              <button type="button" className="quiet" disabled={loading} onClick={() => void loadEarlier()}>
                {loading ? 'Loading…' : 'Earlier messages'}
              </button>
            </p>
          ) : (
            <Beginning conversation={conversation} />
          )}
          <div role="log" aria-label="Messages" aria-live="off" onKeyDown={moveBetweenMessages}>
            <ol className="messages">
              {rows.map(({ message, newDay, firstUnread, continued }, index) => (
                <li key={message.messageId} className="entry" data-continued={continued}>
                  {newDay && (
                    <div className="day" role="separator">
                      <time dateTime={message.sentAt.slice(0, 10)}>{dayWords(message.sentAt)}</time>
                    </div>
                  )}
                  {firstUnread && (
                    <div className="new" role="separator">
                      <span>New</span>
                    </div>
                  )}
                  <Message
                    message={message}
                    role={conversation.role}
                    channelType={channel.channelType}
                    archived={channel.archived}
                    continued={continued}
                    isLast={index === rows.length - 1}
                  />
                </li>
              ))}
              <Pending channelId={channelId} parentId={null} />
            </ol>
          </div>
        </div>
      </div>
      {!atBottom && (
        <button type="button" className="latest" onClick={toBottom}>
          <Icon name="down" />
          {conversation.unread > 0 ? counted(conversation.unread, 'new message') : 'Jump to latest'}
        </button>
      )}
      <Announcer messages={messages} />
    </div>
  )
}

const Beginning = ({ conversation }: { readonly conversation: Conversation }) => {
  const { channel, withUserId } = conversation
  return (
    <div className="beginning">
      <h3>{nameOf(conversation)}</h3>
      <p>
        {withUserId === null
          ? channel.description || 'This is where the channel begins.'
          : `This is where you and ${withUserId} begin.`}
      </p>
      {channel.lastSegment === 0 && <p className="hint">Nothing has been said yet. Say the first word.</p>}
    </div>
  )
}
