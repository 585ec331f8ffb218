import type { Conversation, Thread } from '@parley/client'
import { counted } from '../app/names.ts'
import { moveBetweenMessages } from '../conversation/move.ts'
import { Pending } from '../conversation/Pending.tsx'
import { rowsOf } from '../conversation/rows.ts'
import { useScroll } from '../conversation/use-scroll.ts'
import { Message } from '../message/Message.tsx'

interface RepliesProps {
  readonly thread: Thread
  readonly conversation: Conversation
}

const nothing = (): void => undefined

export const Replies = ({ thread: { parent, replies }, conversation }: RepliesProps) => {
  const { scroller, content, onScroll } = useScroll(replies, nothing)
  const { channel, role } = conversation
  const facts = { role, channelType: channel.channelType, archived: channel.archived, inThread: true }
  return (
    <div className="timeline" ref={scroller} onScroll={onScroll}>
      <div className="timeline-content" ref={content}>
        <Message {...facts} message={parent} continued={false} isLast={false} />
        <p className="replies-count">{counted(parent.replyCount, 'reply', 'replies')}</p>
        <div role="log" aria-label="Replies" onKeyDown={moveBetweenMessages}>
          <ol className="messages">
            {rowsOf(replies, null, null).map(({ message, continued }, index) => (
              <li key={message.messageId} className="entry" data-continued={continued}>
                <Message
                  {...facts}
                  message={message}
                  continued={continued}
                  isLast={index === replies.length - 1}
                />
              </li>
            ))}
            <Pending channelId={channel.channelId} parentId={parent.messageId} />
          </ol>
        </div>
      </div>
    </div>
  )
}
