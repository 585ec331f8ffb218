import { type FormEvent, useState } from 'react'
import { PeopleField } from '../people/PeopleField.tsx'
import { usePeopleField } from '../people/use-people-field.ts'
import { Dialog } from '../ui/Dialog.tsx'
import { useTalkTo } from './use-talk-to.ts'

/** Begins a conversation with somebody, or with several, or goes to the one that there is. */
export const NewConversation = ({ onClose }: { readonly onClose: () => void }) => {
  const talkTo = useTalkTo()
  const { field, doubted, take } = usePeopleField('Whoever it is has a name.')
  const [busy, setBusy] = useState(false)
  const begin = async (): Promise<void> => {
    setBusy(true)
    const people = await take()
    if (people !== null && (await talkTo(...people))) onClose()
    setBusy(false)
  }
  const onSubmit = (event: FormEvent): void => {
    event.preventDefault()
    if (!busy) void begin()
  }
  return (
    <Dialog title="Talk to somebody" onClose={onClose}>
      <form className="stack" onSubmit={onSubmit}>
        <PeopleField label="Their name" autoFocus field={field} />
        <button type="submit" className="primary">
          {doubted.length > 0 ? 'Write to them anyway' : 'Open conversation'}
        </button>
      </form>
    </Dialog>
  )
}
