import { type FormEvent, useState } from 'react'
import { Field } from '../fields/Field.tsx'
import { personName } from '../fields/takes.ts'
import { useField } from '../fields/use-field.ts'
import { usePeople } from '../people/use-people.ts'
import { useSureness } from '../people/use-sureness.ts'
import { Dialog } from '../ui/Dialog.tsx'
import { useTalkTo } from './use-talk-to.ts'

export const NewConversation = ({ onClose }: { readonly onClose: () => void }) => {
  const talkTo = useTalkTo()
  const { field, take } = useField(personName)
  const { doubt, doubted, isSure, unsure } = useSureness()
  const [busy, setBusy] = useState(false)
  const offered = usePeople(field.typed.trim())
  const begin = async (): Promise<void> => {
    const person = take()
    if (person === null) return
    setBusy(true)
    if ((await isSure([person])) && (await talkTo(person))) onClose()
    setBusy(false)
  }
  const onSubmit = (event: FormEvent): void => {
    event.preventDefault()
    if (!busy) void begin()
  }
  const type = (text: string): void => {
    field.type(text)
    unsure()
  }
  const listId = `${field.id}-offered`
  return (
    <Dialog title="Talk to somebody" onClose={onClose}>
      <form className="stack" onSubmit={onSubmit}>
        <Field
          label="Their name"
          autoFocus
          autoComplete="off"
          spellCheck={false}
          list={listId}
          field={{ ...field, type, problem: field.problem ?? doubt }}
        />
        <datalist id={listId}>
          {offered?.map((userId) => (
            <option key={userId} value={userId} />
          ))}
        </datalist>
        <button type="submit" className="primary">
          {doubted.length > 0 ? 'Write to them anyway' : 'Open conversation'}
        </button>
      </form>
    </Dialog>
  )
}
