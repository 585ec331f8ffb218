import type { ShownMessage } from '@parley/client'
import type { Body } from '@parley/domain'
import { type KeyboardEvent, useState } from 'react'
import { useClient } from '../app/client-context.ts'
import { useAct } from '../app/notices.tsx'
import { focusComposer } from '../composer/focus.ts'
import { bodyOf, typedOf } from '../text/body.ts'

interface EditorProps {
  readonly message: ShownMessage
  readonly body: Body
  readonly onDone: () => void
}

/** Writes a message anew: Enter saves, Esc leaves it as it was. */
export const Editor = ({ message, body, onDone }: EditorProps) => {
  const client = useClient()
  const act = useAct()
  const [typed, setTyped] = useState(() => typedOf(body))
  const { channelId, messageId, parentId } = message
  const done = (): void => {
    onDone()
    focusComposer(parentId)
  }
  const save = (): void => {
    const written = bodyOf(typed)
    if (written === null) return
    void act(client.command({ type: 'EditMessage', channelId, messageId, body: written }))
    done()
  }
  const onKeyDown = (event: KeyboardEvent): void => {
    if (event.nativeEvent.isComposing) return
    if (event.key === 'Escape') done()
    else if (event.key === 'Enter' && !event.shiftKey) save()
    else return
    event.preventDefault()
  }
  return (
    <div className="editor">
      <textarea
        autoFocus
        aria-label="Edit message"
        value={typed}
        onChange={(event) => setTyped(event.target.value)}
        onFocus={(event) => event.target.setSelectionRange(typed.length, typed.length)}
        onKeyDown={onKeyDown}
      />
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
