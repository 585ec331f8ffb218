import type { Conversation } from '@parley/client'
import { isAtLeast } from '@parley/domain'
import { type FormEvent, useState } from 'react'
import { useClient } from '../app/client-context.ts'
import { useAct } from '../app/notices.tsx'
import { peopleIn } from './people.ts'

interface AddPeopleProps {
  readonly conversation: Conversation
}

export const AddPeople = ({ conversation: { channel, role } }: AddPeopleProps) => {
  const client = useClient()
  const act = useAct()
  const [typed, setTyped] = useState('')
  const { channelId, channelType } = channel
  const people = peopleIn(typed)
  const may = !channel.archived && (channelType === 'standard' || isAtLeast(role, 'moderator'))
  if (!may) return null
  const add = async (): Promise<void> => {
    setTyped('')
    for (const userId of people) await act(client.command({ type: 'AddMember', channelId, userId }))
  }
  const onSubmit = (event: FormEvent): void => {
    event.preventDefault()
    void add()
  }
  return (
    <form className="add-people" onSubmit={onSubmit}>
      <label>
        Add people
        <input
          placeholder="Names, with commas between"
          value={typed}
          spellCheck={false}
          onChange={(event) => setTyped(event.target.value)}
        />
      </label>
      <button type="submit" disabled={people.length === 0}>
        Add
      </button>
    </form>
  )
}
