import { type ChannelId, maxTextLength, type MessageId } from '@parley/domain'
import { type ChangeEvent, type KeyboardEvent, useEffect, useRef } from 'react'
import { useClient, useClientState } from '../app/client-context.ts'
import { nameOf } from '../app/names.ts'
import { edit } from '../message/editing.ts'
import { bodyOf } from '../text/body.ts'
import { IconButton } from '../ui/IconButton.tsx'
import { useDraft } from './drafts.ts'
import { ownLast } from './own-last.ts'
import { useTyping } from './use-typing.ts'

interface ComposerProps {
  readonly channelId: ChannelId
  readonly parentId: MessageId | null
}

/** Enter sends, Shift and Enter begins a line, the up-arrow in an empty one edits one's last message. */
export const Composer = ({ channelId, parentId }: ComposerProps) => {
  const client = useClient()
  const conversation = useClientState((state) => state.conversations.get(channelId))
  const [draft, setDraft] = useDraft(channelId, parentId)
  const typing = useTyping(channelId, parentId)
  const area = useRef<HTMLTextAreaElement>(null)
  useEffect(() => {
    // On a phone the keyboard would cover what one came to read.
    if (matchMedia('(hover: hover)').matches) area.current?.focus({ preventScroll: true })
  }, [])
  const place =
    parentId !== null ? 'Reply' : `Message ${conversation === undefined ? '' : nameOf(conversation)}`
  const body = bodyOf(draft)

  const send = (): void => {
    if (body === null) return
    void client.send(parentId === null ? { channelId, body } : { channelId, body, parentId })
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
    if (event.key === 'Enter' && !event.shiftKey) send()
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
      onSubmit={(event) => {
        event.preventDefault()
        send()
      }}
    >
      <textarea
        ref={area}
        rows={1}
        value={draft}
        aria-label={place}
        placeholder={place}
        maxLength={maxTextLength}
        onChange={onChange}
        onKeyDown={onKeyDown}
        onBlur={typing.stop}
      />
      <IconButton
        icon="send"
        label="Send"
        className="send"
        disabled={body === null}
        onMouseDown={(event) => event.preventDefault()}
        onClick={send}
      />
    </form>
  )
}
