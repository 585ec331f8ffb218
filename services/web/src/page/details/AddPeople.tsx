import type { Conversation } from '@parley/client'
import { type FormEvent, useState } from 'react'
import { useClient } from '../app/client-context.ts'
import { useMay } from '../app/may.ts'
import { useAct } from '../app/notices.tsx'
import { PeopleField } from '../people/PeopleField.tsx'
import { usePeopleField } from '../people/use-people-field.ts'

interface AddPeopleProps {
  readonly conversation: Conversation
}

export const AddPeople = ({ conversation }: AddPeopleProps) => {
  const client = useClient()
  const act = useAct()
  const { field, doubted, take } = usePeopleField('Whom?')
  const [busy, setBusy] = useState(false)
  const may = useMay(conversation)
  const { channelId } = conversation.channel
  if (!may('add')) return null
  const add = async (): Promise<void> => {
    setBusy(true)
    const people = await take()
    if (people !== null) {
      field.type('')
      for (const userId of people) await act(client.command({ type: 'AddMember', channelId, userId }))
    }
    setBusy(false)
  }
  const onSubmit = (event: FormEvent): void => {
    event.preventDefault()
    if (!busy) void add()
  }
  return (
    <form className="add-people" onSubmit={onSubmit}>
      <PeopleField label="Add people" field={field} />
      <button type="submit">{doubted.length > 0 ? 'Add anyway' : 'Add'}</button>
    </form>
  )
}
