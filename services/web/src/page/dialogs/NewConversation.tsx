import { UserId } from '@parley/domain'
import { type FormEvent, useState } from 'react'
import { Dialog } from '../ui/Dialog.tsx'
import { useTalkTo } from './use-talk-to.ts'

export const NewConversation = ({ onClose }: { readonly onClose: () => void }) => {
  const talkTo = useTalkTo()
  const [name, setName] = useState('')
  const begin = async (): Promise<void> => {
    const trimmed = name.trim()
    if (UserId.is(trimmed) && (await talkTo(trimmed))) onClose()
  }
  const onSubmit = (event: FormEvent): void => {
    event.preventDefault()
    void begin()
  }
  return (
    <Dialog title="Talk to somebody" onClose={onClose}>
      <form className="stack" onSubmit={onSubmit}>
        <label>
          Their name
          <input
            autoFocus
            required
            maxLength={128}
            spellCheck={false}
            value={name}
            onChange={(event) => setName(event.target.value)}
          />
        </label>
        <button type="submit" className="primary" disabled={name.trim() === ''}>
          Open conversation
        </button>
      </form>
    </Dialog>
  )
}
