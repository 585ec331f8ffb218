import type { Conversation, Thread } from '@parley/client'
import type { MessageId } from '@parley/domain'
import { useMemo } from 'react'
import { useClientState, useMe } from '../app/client-context.ts'
import { counted } from '../app/names.ts'
import { useLedTo } from '../app/use-led-to.ts'
import { moveBetweenMessages } from '../conversation/move.ts'
import { Pending, pendingIn } from '../conversation/Pending.tsx'
import { Rows } from '../conversation/Rows.tsx'
import { rowsOf } from '../conversation/rows.ts'
import { useScroll } from '../conversation/use-scroll.ts'
import { Message } from '../message/Message.tsx'
import { useReadingThread } from './use-reading-thread.ts'

interface RepliesProps {
  readonly thread: Thread
  readonly conversation: Conversation
  /** The reply to which the address leads. */
  readonly led: MessageId | null
}

const nothing = (): void => undefined

export const Replies = ({ thread: { parent, replies }, conversation, led }: RepliesProps) => {
  const { channel, role } = conversation
  const { channelId } = channel
  const pending = useClientState(
    (state) => pendingIn(state.pending, channelId, parent.feedId, parent.messageId).length,
  )
  const { scroller, frame, seen, atEnd, show, onScroll } = useScroll({
    isEnd: true,
    pending,
    onNearTop: nothing,
    onNearBottom: nothing,
  })
  useLedTo(led, replies, show)
  const facts = { role, channelType: channel.channelType, archived: channel.archived, inThread: true }
  const dividedAt = useReadingThread({ parent, replies }, conversation, { seen, atEnd })
  const me = useMe()
  const rows = useMemo(
    () => rowsOf({ messages: replies, more: false }, dividedAt, me),
    [replies, dividedAt, me],
  )
  return (
    <div className="timeline" ref={scroller} onScroll={onScroll}>
      <div className="timeline-content" ref={frame}>
        <Message {...facts} message={parent} continued={false} isLast={false} />
        <p className="replies-count">{counted(parent.replyCount, 'reply', 'replies')}</p>
        <div role="log" aria-label="Replies" onKeyDown={moveBetweenMessages}>
          <ol className="messages">
            <Rows rows={rows} conversation={conversation} inThread />
            <Pending channelId={channelId} feedId={parent.feedId} parentId={parent.messageId} />
          </ol>
        </div>
      </div>
    </div>
  )
}
