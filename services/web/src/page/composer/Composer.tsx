import { type Conversation, feedOf } from '@parley/client'
import {
  type ChannelId,
  type FeedId,
  mainFeed,
  maxTextLength,
  type MessageId,
  type SaidBody,
} from '@parley/domain'
import { type ChangeEvent, type KeyboardEvent, useEffect, useId, useRef } from 'react'
import { useClient, useClientState } from '../app/client-context.ts'
import { useMay } from '../app/may.ts'
import { nameOf } from '../app/names.ts'
import { isToSend, isTouched } from '../app/pointer.ts'
import { Said } from '../fields/Said.tsx'
import { messageText } from '../fields/takes.ts'
import { useTaken } from '../fields/use-taken.ts'
import { AttachButton } from '../files/AttachButton.tsx'
import { AttachmentList } from '../files/AttachmentList.tsx'
import { bodyOfFile } from '../files/body-of-file.ts'
import { isComing, useAttachments } from '../files/use-attachments.ts'
import { edit } from '../message/editing.ts'
import { bodyOf, saidIn } from '../text/body.ts'
import { mentionedBy } from '../text/mentioned.ts'
import { partsOf } from '../text/parts.ts'
import { IconButton } from '../ui/IconButton.tsx'
import { Completion, completed, useCompletion } from './Completion.tsx'
import { useDraft } from './drafts.ts'
import { ownLast } from './own-last.ts'
import { useTyping } from './use-typing.ts'

interface ComposerProps {
  readonly channelId: ChannelId
  readonly feedId: FeedId
  readonly parentId: MessageId | null
}

/** What a feed is called: by its channel, and by its own name too where it is not the main one. */
const placeOf = (conversation: Conversation, feedId: FeedId): string => {
  const feed = feedId === mainFeed ? undefined : feedOf(conversation, feedId)
  return feed === undefined ? nameOf(conversation) : `${feed.name} in ${nameOf(conversation)}`
}

/** Enter sends, Shift and Enter begins a line (on a phone Enter alone), the up-arrow in an empty one edits one's last message. */
export const Composer = ({ channelId, feedId, parentId }: ComposerProps) => {
  const client = useClient()
  const conversation = useClientState((state) => state.conversations.get(channelId))
  const [draft, setDraft] = useDraft(channelId, feedId, parentId)
  const typing = useTyping(channelId, feedId, parentId)
  const area = useRef<HTMLTextAreaElement>(null)
  useEffect(() => {
    // On a phone the keyboard would cover what one came to read.
    if (matchMedia('(hover: hover)').matches) area.current?.focus({ preventScroll: true })
  }, [])
  const place =
    parentId !== null ? 'Reply' : `Message ${conversation === undefined ? '' : placeOf(conversation, feedId)}`
  const saidId = useId()
  const { problem, room, take } = useTaken(messageText, saidIn(draft).text)
  const parts = room !== null && room < 0 ? partsOf(draft, maxTextLength) : []

  const names = useCompletion(channelId, draft)
  const attachments = useAttachments()
  const attach = (files: Iterable<File>): void => {
    attachments.add(files)
    area.current?.focus()
  }
  const isWaiting = attachments.all.some(isComing)
  const hasFiles = attachments.all.some(({ uploaded }) => uploaded !== null)
  const mayAll = useMay(conversation)('mentionAll')
  const complete = (name: string): void => {
    setDraft(completed(draft, name))
    area.current?.focus()
  }

  const say = (body: SaidBody, text: string): void => {
    const message = { channelId, feedId, body, ...mentionedBy(text, mayAll) }
    void client.send(parentId === null ? message : { ...message, parentId })
  }
  const send = (texts: ReadonlyArray<string>): void => {
    if (isWaiting) return
    const withFiles = hasFiles && texts.length === 1
    const isWordless = withFiles && texts[0]?.trim() === ''
    const bodies = isWordless ? [] : texts.map(bodyOf)
    if (bodies.includes(null) || (bodies.length === 0 && !withFiles)) {
      take()
      return
    }
    const [words] = bodies
    if (withFiles)
      for (const [n, uploaded] of attachments.take().entries()) {
        const text = n === 0 ? (words?.text ?? null) : null
        say(bodyOfFile(uploaded, text), text ?? '')
      }
    else for (const body of bodies) if (body !== null) say(body, body.text)
    setDraft('')
    typing.stop()
    area.current?.closest('section, aside')?.querySelector('.timeline')?.scrollTo({ top: 1e9 })
    area.current?.focus()
  }
  const onChange = (event: ChangeEvent<HTMLTextAreaElement>): void => {
    setDraft(event.target.value)
    if (event.target.value.trim() === '') typing.stop()
    else typing.type()
  }
  const onKeyDown = (event: KeyboardEvent): void => {
    if (event.nativeEvent.isComposing) return
    const [first] = names
    if (event.key === 'Tab' && !event.shiftKey && first !== undefined) complete(first)
    else if (isToSend(event)) send([draft])
    else if (event.key === 'ArrowUp' && draft === '') {
      const last = ownLast(client.state(), channelId, parentId)
      if (last === undefined) return
      edit(last.messageId)
    } else return
    event.preventDefault()
  }
  return (
    <form
      className="composer"
      onDragOver={(event) => event.preventDefault()}
      onDrop={(event) => {
        event.preventDefault()
        attach(event.dataTransfer.files)
      }}
      onSubmit={(event) => {
        event.preventDefault()
        send([draft])
      }}
    >
      <Completion names={names} onChoose={complete} />
      <AttachmentList all={attachments.all} onRemove={attachments.remove} />
      <div className="composer-line">
        <AttachButton onFiles={attach} />
        <textarea
          ref={area}
          rows={1}
          value={draft}
          aria-label={place}
          placeholder={place}
          dir="auto"
          enterKeyHint={isTouched() ? 'enter' : 'send'}
          aria-invalid={problem !== null}
          aria-describedby={saidId}
          onChange={onChange}
          onKeyDown={onKeyDown}
          onPaste={(event) => {
            const { files } = event.clipboardData
            if (files.length === 0) return
            event.preventDefault()
            attach(files)
          }}
          onBlur={typing.stop}
        />
        <IconButton
          icon="send"
          label="Send"
          className="send"
          disabled={isWaiting || (draft.trim() === '' && !hasFiles)}
          onMouseDown={(event) => event.preventDefault()}
          onClick={() => send([draft])}
        />
      </div>
      <Said id={saidId} problem={problem} room={room} />
      {parts.length > 0 && (
        <button type="button" className="quiet" onClick={() => send(parts)}>
          Send it as {parts.length} messages
        </button>
      )}
    </form>
  )
}
