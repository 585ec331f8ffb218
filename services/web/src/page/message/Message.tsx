import { type KeyboardEvent, memo, useState } from 'react'
import { useMe } from '../app/client-context.ts'
import { go, toThread } from '../app/route.ts'
import { clockTime, fullTime } from '../app/times.ts'
import { Avatar, hueStyle } from '../ui/Avatar.tsx'
import { useCalled } from '../people/called.ts'
import { useNicknames } from '../personal/nicknames.ts'
import { isInWords } from '../text/body.ts'
import { Actions } from './Actions.tsx'
import { MessageBody } from './Body.tsx'
import { Editor } from './Editor.tsx'
import { useEditing } from './editing.ts'
import { mayOf } from './may.ts'
import type { MessageProps } from './message-props.ts'
import { Reactions } from './Reactions.tsx'
import { ReadBy } from './ReadBy.tsx'
import { Replies } from './Replies.tsx'
import { Ticks } from './Ticks.tsx'
import { useBackToMessage } from './use-back-to-message.ts'

export const Message = memo((props: MessageProps) => {
  const { message, continued, isLast, inThread = false } = props
  const me = useMe()
  const [pointed, setPointed] = useState(false)
  const [focused, setFocused] = useState(false)
  const [readBy, setReadBy] = useState(false)
  const [editing, setEditing] = useEditing(message.messageId)
  const { channelId, messageId, senderId, body, sentAt, editedAt, parentId } = message
  useBackToMessage(readBy, messageId)
  const may = mayOf(props, me)
  const nickname = useNicknames().get(senderId)
  const called = useCalled(senderId)
  const near = pointed || focused
  const isAction = body?.kind === 'action'
  const onKeyDown = (event: KeyboardEvent): void => {
    if (event.target !== event.currentTarget || event.ctrlKey || event.metaKey || event.altKey) return
    if (event.key === 'e' && may.edit) setEditing(true)
    else if ((event.key === 'r' || event.key === 'Enter') && may.reply) go(toThread(channelId, messageId))
    else return
    event.preventDefault()
  }
  return (
    <article
      className="message"
      data-message={messageId}
      data-continued={continued}
      data-action={isAction}
      data-near={near}
      data-mine={senderId === me}
      tabIndex={isLast ? 0 : -1}
      aria-label={`${senderId}, ${clockTime(sentAt)}`}
      style={hueStyle(senderId)}
      onPointerEnter={() => setPointed(true)}
      // One that has come under the pointer, in the place of what was being sent, is not told that it was entered.
      onPointerMove={() => setPointed(true)}
      onPointerLeave={() => setPointed(false)}
      onFocus={() => setFocused(true)}
      onBlur={(event) => {
        if (!event.currentTarget.contains(event.relatedTarget)) setFocused(false)
      }}
      onKeyDown={onKeyDown}
    >
      {continued ? null : <Avatar name={senderId} />}
      <header>
        {!isAction && !continued && (
          <b className="sender" dir="auto" title={senderId}>
            {nickname ?? called}
          </b>
        )}
        <time dateTime={sentAt} title={fullTime(sentAt)}>
          {clockTime(sentAt)}
        </time>
      </header>
      {editing && body !== null && isInWords(body) ? (
        <Editor message={message} body={body} onDone={() => setEditing(false)} />
      ) : (
        <MessageBody
          body={body}
          senderId={senderId}
          editedAt={editedAt}
          me={me}
          end={senderId === me && <Ticks message={message} />}
        />
      )}
      <Reactions message={message} may={may} />
      {parentId === null && !inThread && message.replyCount > 0 && <Replies message={message} />}
      {near && !editing && body !== null && (
        <Actions
          message={message}
          may={may}
          onEdit={() => setEditing(true)}
          onReadBy={senderId === me ? () => setReadBy(true) : undefined}
        />
      )}
      {readBy && <ReadBy message={message} onClose={() => setReadBy(false)} />}
    </article>
  )
})
Message.displayName = 'Message'
