import type { ShownMessage } from '@parley/client'
import { type KeyboardEvent, useId, useState } from 'react'
import { useClient } from '../app/client-context.ts'
import { useAct } from '../app/notices.tsx'
import { isToSend } from '../app/pointer.ts'
import { focusComposer } from '../composer/focus.ts'
import { Said } from '../fields/Said.tsx'
import { editedText } from '../fields/takes.ts'
import { useTaken } from '../fields/use-taken.ts'
import { mentionedBy } from '../text/mentioned.ts'
import { saidIn, typedOf } from '../text/body.ts'

interface EditorProps {
  readonly message: ShownMessage
  readonly body: Parameters<typeof typedOf>[0]
  readonly onDone: () => void
}

/** Writes a message anew: Enter saves, Esc leaves it as it was. */
export const Editor = ({ message, body, onDone }: EditorProps) => {
  const client = useClient()
  const act = useAct()
  const [typed, setTyped] = useState(() => typedOf(body))
  const saidId = useId()
  const said = saidIn(typed)
  const { problem, room, take } = useTaken(editedText, said.text)
  const { channelId, messageId, parentId } = message
  const done = (): void => {
    onDone()
    focusComposer(parentId)
  }
  const save = (): void => {
    const text = take()
    if (text === null) return
    const written = { kind: said.kind, text }
    void act(
      client.command({
        type: 'EditMessage',
        channelId,
        messageId,
        body: written,
        ...mentionedBy(text, false),
      }),
    )
    done()
  }
  const onKeyDown = (event: KeyboardEvent): void => {
    if (event.nativeEvent.isComposing) return
    if (event.key === 'Escape') done()
    else if (isToSend(event)) save()
    else return
    event.preventDefault()
  }
  return (
    <div className="editor">
      <textarea
        autoFocus
        aria-label="Edit message"
        value={typed}
        dir="auto"
        aria-invalid={problem !== null}
        aria-describedby={saidId}
        onChange={(event) => setTyped(event.target.value)}
        onFocus={(event) => event.target.setSelectionRange(typed.length, typed.length)}
        onKeyDown={onKeyDown}
      />
      <Said id={saidId} problem={problem} room={room} />
      <p>
        <button type="button" className="primary" onClick={save}>
          Save
        </button>
        <button type="button" className="quiet" onClick={done}>
          Cancel
        </button>
      </p>
    </div>
  )
}
