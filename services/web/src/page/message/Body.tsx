import type { Body, Timestamp, UserId } from '@parley/domain'
import type { ReactNode } from 'react'
import { fullTime } from '../app/times.ts'
import { Attached } from './Attached.tsx'
import { isInWords } from '../text/body.ts'
import { Text } from '../text/Text.tsx'
import { Called } from '../people/Called.tsx'

interface MessageBodyProps {
  /** Null where the message was deleted. */
  readonly body: Body | null
  readonly senderId: UserId
  readonly editedAt: Timestamp | null
  readonly me: UserId | null
  /** What stands behind all that it says. */
  readonly end?: ReactNode
}

export const MessageBody = ({ body, senderId, editedAt, me, end }: MessageBodyProps) => {
  if (body === null) return <p className="body tombstone">This message was deleted.</p>
  // No message that somebody sent is empty: it is of a kind of a later version, and has no words for this one.
  if (isInWords(body) && body.text === '')
    return <p className="body tombstone">This page cannot show this message. Reload it.</p>
  return (
    <div className="body" dir="auto" data-kind={body.kind}>
      {body.kind === 'action' && (
        <>
          <span aria-hidden>* </span>
          <Called userId={senderId} className="sender" />{' '}
        </>
      )}
      {!isInWords(body) && <Attached body={body} />}
      {body.text !== undefined && <Text text={body.text} me={me} />}
      {editedAt !== null && (
        <span className="edited" title={`Edited ${fullTime(editedAt)}`}>
          {' '}
          (edited)
        </span>
      )}
      {end}
    </div>
  )
}
