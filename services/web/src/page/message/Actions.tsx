import type { ShownMessage } from '@parley/client'
import { useRef, useState } from 'react'
import { useClient } from '../app/client-context.ts'
import { useAct } from '../app/notices.tsx'
import { go, toThread } from '../app/route.ts'
import { Report } from '../moderation/Report.tsx'
import { useIsPinned } from '../pins/pins-context.ts'
import { IconButton } from '../ui/IconButton.tsx'
import type { May } from './may.ts'
import { Picker } from './Picker.tsx'

interface ActionsProps {
  readonly message: ShownMessage
  readonly may: May
  readonly onEdit: () => void
  /** Undefined where one did not send it: who has read it is not asked. */
  readonly onReadBy: (() => void) | undefined
}

/** What can be done with the message at hand. */
export const Actions = ({ message, may, onEdit, onReadBy }: ActionsProps) => {
  const client = useClient()
  const act = useAct()
  const [picking, setPicking] = useState(false)
  const [sure, setSure] = useState(false)
  const bar = useRef<HTMLDivElement>(null)
  const { channelId, messageId } = message
  const isPinned = useIsPinned(messageId)
  const remove = (): void => {
    if (!sure) return setSure(true)
    // The tools go with the message.
    bar.current?.closest('article')?.focus({ preventScroll: true })
    void act(client.command({ type: 'DeleteMessage', channelId, messageId }))
  }
  const stopPicking = (): void => {
    setPicking(false)
    bar.current?.querySelector('button')?.focus()
  }
  if (!may.react && !may.reply) return null
  return (
    <div className="actions" role="toolbar" aria-label="Message actions" ref={bar}>
      {may.react && (
        <IconButton icon="smile" label="React" aria-expanded={picking} onClick={() => setPicking(!picking)} />
      )}
      {may.reply && (
        <IconButton icon="reply" label="Reply in thread" onClick={() => go(toThread(channelId, messageId))} />
      )}
      {may.edit && <IconButton icon="edit" label="Edit" onClick={onEdit} />}
      {may.pin && (
        <IconButton
          icon={isPinned ? 'unpin' : 'pin'}
          label={isPinned ? 'Unpin' : 'Pin'}
          onClick={() =>
            void act(client.command({ type: isPinned ? 'UnpinMessage' : 'PinMessage', channelId, messageId }))
          }
        />
      )}
      {onReadBy !== undefined && <IconButton icon="eye" label="Read by" onClick={onReadBy} />}
      {may.flag && <Report message={message} />}
      {may.remove &&
        (sure ? (
          <button type="button" className="danger" autoFocus onClick={remove}>
            Delete it?
          </button>
        ) : (
          <IconButton icon="trash" label="Delete" onClick={remove} />
        ))}
      {picking && <Picker message={message} onDone={stopPicking} />}
    </div>
  )
}
