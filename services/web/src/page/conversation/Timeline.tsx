import type { Conversation, Timeline as TimelineOf } from '@parley/client'
import type { FeedView } from '@parley/contract'
import { mainFeed, type MessageId, type Segment } from '@parley/domain'
import { unreadReplies } from '@parley/client'
import { useEffect, useMemo, useState } from 'react'
import { useClient, useClientState, useMe } from '../app/client-context.ts'
import { counted } from '../app/names.ts'
import { useLedTo } from '../app/use-led-to.ts'
import { Icon } from '../ui/Icon.tsx'
import { Announcer } from './Announcer.tsx'
import { Beginning } from './Beginning.tsx'
import { moveBetweenMessages } from './move.ts'
import { Pending, pendingIn } from './Pending.tsx'
import { Rows } from './Rows.tsx'
import { rowsOf } from './rows.ts'
import { UnreadThreads } from './UnreadThreads.tsx'
import { useFocused } from './use-focused.ts'
import { usePages } from './use-pages.ts'
import { useReading } from './use-reading.ts'
import { useScroll } from './use-scroll.ts'

interface TimelineProps {
  readonly conversation: Conversation
  /** The feed that is shown of it. */
  readonly feed: FeedView
  readonly timeline: TimelineOf
  /** The message to which the address leads. */
  readonly led: MessageId | null
}

export const Timeline = ({ conversation, feed, timeline, led }: TimelineProps) => {
  const client = useClient()
  const me = useMe()
  const { channelId } = conversation.channel
  const { feedId, lastSegment } = feed
  const { messages, more, later } = timeline
  const unread = feed.unread - unreadReplies(feed)
  const { loading, load } = usePages(channelId)
  const pending = useClientState((state) => pendingIn(state.pending, channelId, feedId, null).length)
  const place = useScroll({
    isEnd: !later,
    pending: later ? 0 : pending,
    onNearTop: () => void (more && load('earlier')),
    onNearBottom: () => void (later && load('later')),
  })
  const { scroller, frame, atEnd, seen, newLine, show, onScroll } = place
  useLedTo(led, messages, show)
  const looks = useFocused()
  const isLastSeen = !later && seen !== null && seen === messages.at(-1)?.messageId
  const seenSegment = messages.find(({ messageId }) => messageId === seen)?.segment ?? null
  const dividedAt = useReading(channelId, feed, {
    looks,
    atEnd,
    // What answers the last message has a place behind it.
    segment: isLastSeen ? lastSegment : seenSegment,
  })
  const rows = useMemo(() => rowsOf(timeline, dividedAt, me), [timeline, dividedAt, me])
  const goToEnd = async (): Promise<void> => {
    await client.goTo(channelId, 'latest')
    show('end')
  }
  const goToNew = async (): Promise<void> => {
    if (dividedAt !== null) await client.goTo(channelId, dividedAt)
    show('new')
  }
  const isAway = later && pending > 0
  useEffect(() => {
    // What one sends is at the end, and is shown there.
    if (isAway) void client.goTo(channelId, 'latest')
  }, [client, channelId, isAway])
  const [met, setMet] = useState<Segment | null>(null)
  if (newLine === 'shown' && met !== dividedAt) setMet(dividedAt)
  const isFurtherUp = newLine === 'above' || (newLine === 'none' && isBefore(dividedAt, timeline))
  return (
    <div className="timeline-frame">
      <UnreadThreads channelId={channelId} feed={feed} />
      {isFurtherUp && met !== dividedAt && (
        <button type="button" className="first-new" onClick={() => void goToNew()}>
          <Icon name="up" />
          To the first new message
        </button>
      )}
      <div className="timeline" ref={scroller} onScroll={onScroll}>
        <div className="timeline-content" ref={frame}>
          {more ? (
            <p className="earlier">
              <button
                type="button"
                className="quiet"
                disabled={loading.earlier}
                onClick={() => void load('earlier')}
              >
                {loading.earlier ? 'Loading…' : 'Earlier messages'}
              </button>
            </p>
          ) : (
            <Beginning conversation={conversation} feed={feed} />
          )}
          <div role="log" aria-label="Messages" aria-live="off" onKeyDown={moveBetweenMessages}>
            <ol className="messages">
              <Rows rows={rows} conversation={conversation} />
              {!later && <Pending channelId={channelId} feedId={feedId} parentId={null} />}
            </ol>
          </div>
          {later && (
            <p className="earlier">
              <button
                type="button"
                className="quiet"
                disabled={loading.later}
                onClick={() => void load('later')}
              >
                {loading.later ? 'Loading…' : 'Later messages'}
              </button>
            </p>
          )}
        </div>
      </div>
      {!atEnd && (
        <button type="button" className="latest" onClick={() => void goToEnd()}>
          <Icon name="down" />
          {unread > 0 ? counted(unread, 'new message') : 'Jump to latest'}
        </button>
      )}
      <Announcer last={feedId === mainFeed ? conversation.lastMessage : (messages.at(-1) ?? null)} />
    </div>
  )
}

/** Whether a place is before all that is shown. */
const isBefore = (segment: Segment | null, { messages, more }: TimelineOf): boolean =>
  segment !== null && more && segment < (messages[0]?.segment ?? 0)
