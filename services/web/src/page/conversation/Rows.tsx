import type { Conversation } from '@parley/client'
import { dayWords } from '../app/times.ts'
import { Message } from '../message/Message.tsx'
import type { Row } from './rows.ts'

interface RowsProps {
  readonly rows: ReadonlyArray<Row>
  readonly conversation: Conversation
  readonly inThread?: boolean
}

/** Messages one below the other, with what sets off a day and what is new. */
export const Rows = ({ rows, conversation: { channel, role }, inThread = false }: RowsProps) =>
  rows.map(({ message, newDay, firstUnread, continued }, index) => (
    <li key={message.messageId} className="entry" data-continued={continued}>
      {newDay && !inThread && (
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
        role={role}
        channelType={channel.channelType}
        archived={channel.archived}
        continued={continued}
        isLast={index === rows.length - 1}
        inThread={inThread}
      />
    </li>
  ))
