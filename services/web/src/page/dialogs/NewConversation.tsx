import type { UserId } from '@parley/domain'
import { type FormEvent, useState } from 'react'
import { Field } from '../fields/Field.tsx'
import { personName } from '../fields/takes.ts'
import { useField } from '../fields/use-field.ts'
import { Directory } from '../people/Directory.tsx'
import { useSureness } from '../people/use-sureness.ts'
import { Dialog } from '../ui/Dialog.tsx'
import { useTalkTo } from './use-talk-to.ts'

export const NewConversation = ({ onClose }: { readonly onClose: () => void }) => {
  const talkTo = useTalkTo()
  const { field, take } = useField(personName)
  const { doubt, doubted, isSure, unsure } = useSureness()
  const [busy, setBusy] = useState(false)
  /** `chosen`: of the directory, of whom there is no doubt. */
  const begin = async (chosen?: UserId): Promise<void> => {
    const person = chosen ?? take()
    if (person === null) return
    setBusy(true)
    if ((chosen !== undefined || (await isSure([person]))) && (await talkTo(person))) onClose()
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
  return (
    <Dialog title="Talk to somebody" onClose={onClose}>
      <form className="stack" onSubmit={onSubmit}>
        <Field
          label="Their name"
          autoFocus
          autoComplete="off"
          spellCheck={false}
          field={{ ...field, type, problem: field.problem ?? doubt }}
        />
        <Directory search={field.typed.trim()} onChoose={(userId) => void begin(userId)} />
        <button type="submit" className="primary">
          {doubted.length > 0 ? 'Write to them anyway' : 'Open conversation'}
        </button>
      </form>
    </Dialog>
  )
}
